import { part } from '../../context.ts';
import { method } from '../../method.ts';
import { fields } from '../../params/fields.ts';
import { text } from '../../params/param.ts';

const caller = fields({ code: text, name: text, version: text, commit: text });

export const getClientVersionV1 = method('engine_getClientVersionV1', [caller], (context) => [
  part(context, 'consensus').client,
]);

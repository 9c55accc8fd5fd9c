import { type ForkchoiceVersion, forkchoiceState, updateForkchoice } from '../../consensus/forkchoice.ts';
import { attributesV1 } from '../../consensus/readAttributes.ts';
import { part } from '../../context.ts';
import { method } from '../../method.ts';

import { anything, optional } from '../../params/param.ts';

const version: ForkchoiceVersion = { attributes: attributesV1, eras: ['paris'], fits: () => true };

export const forkchoiceUpdatedV1 = method(
  'engine_forkchoiceUpdatedV1',
  [forkchoiceState, optional(anything, undefined)],
  (context, [state, attributes]) => updateForkchoice(part(context, 'consensus'), state, attributes, version),
);

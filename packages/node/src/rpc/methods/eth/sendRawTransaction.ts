import { part } from '../../context.ts';
import { method } from '../../method.ts';
import { data } from '../../params/hex.ts';

export const sendRawTransaction = method('eth_sendRawTransaction', [data], (context, [raw]) =>
  part(context, 'pool').add(raw, 'local'),
);

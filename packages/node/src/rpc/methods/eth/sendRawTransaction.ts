import { method } from '../../method.ts';
import { data } from '../../params/hex.ts';
import { sendRaw } from '../sendRaw.ts';

export const sendRawTransaction = method('eth_sendRawTransaction', [data], (context, [raw]) =>
  sendRaw(context, raw),
);

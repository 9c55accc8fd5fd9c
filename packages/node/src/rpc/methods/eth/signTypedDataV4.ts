import { part } from '../../context.ts';
import { method } from '../../method.ts';
import { address } from '../../params/hex.ts';
import { signatureHex, signBy } from '../../signing/signBy.ts';
import { typedData, typedDataHash } from '../../signing/typedData.ts';

export const signTypedDataV4 = method(
  'eth_signTypedData_v4',
  [address, typedData],
  (context, [who, message]) => signatureHex(signBy(part(context, 'accounts'), who, typedDataHash(message))),
);

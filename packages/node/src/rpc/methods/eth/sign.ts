import { keccak256 } from '@heddle/engine';
import { part } from '../../context.ts';
import { bytesOf } from '../../format/hex.ts';
import { method } from '../../method.ts';
import { address, data } from '../../params/hex.ts';
import { personalMessage } from '../../signing/personalMessage.ts';
import { signatureHex, signBy } from '../../signing/signBy.ts';

/** Signs a message with the prefix that keeps it from being a transaction (EIP-191). */
export const sign = method('eth_sign', [address, data], (context, [who, message]) => {
  const digest = keccak256(personalMessage(bytesOf(message)));
  return signatureHex(signBy(part(context, 'accounts'), who, digest));
});

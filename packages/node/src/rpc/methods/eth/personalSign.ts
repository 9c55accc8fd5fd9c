import { keccak256 } from '@heddle/engine';
import { part } from '../../context.ts';
import { bytesOf } from '../../format/hex.ts';
import { method } from '../../method.ts';
import { address, data } from '../../params/hex.ts';
import { anything, optional } from '../../params/param.ts';
import { personalMessage } from '../../signing/personalMessage.ts';
import { signatureHex, signBy } from '../../signing/signBy.ts';

/** As eth_sign with its parameters in the other order; the password that wallets may add is passed over. */
export const personalSign = method(
  'personal_sign',
  [data, address, optional(anything, undefined)],
  (context, [message, who]) => {
    const digest = keccak256(personalMessage(bytesOf(message)));
    return signatureHex(signBy(part(context, 'accounts'), who, digest));
  },
);

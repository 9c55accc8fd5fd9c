import type { Address, Hex } from '@heddle/engine';
import type { Accounts, Signature } from '../accounts.ts';
import { serverError } from '../errors.ts';
import { toWord } from '../format/hex.ts';

/** Signs 32 bytes. @throws RpcError for an account whose key is not here */
export function signBy(accounts: Accounts, address: Address, digest: Uint8Array): Signature {
  const signature = accounts.sign(address, digest);
  if (signature === undefined) throw serverError(`unknown account ${address}`);
  return signature;
}

/** A signature as 65 bytes: r, s, and 27 or 28. */
export function signatureHex({ r, s, yParity }: Signature): Hex {
  return `${toWord(r)}${toWord(s).slice(2)}${yParity === 1 ? '1c' : '1b'}`;
}

/** What signers sign. */
import { fromHex } from '../bytes.ts';
import { rlpHex } from '../rlp/encode.ts';
import type { Authorization, Transaction } from '../types.ts';
import { signingHex } from './encode.ts';
import { signatureFault } from './signatureRange.ts';

/** What authorities sign begins with this byte (EIP-7702). */
const AUTHORIZATION_MAGIC = '05';

/** The bytes whose keccak256 the sender of a transaction signed. */
export function signingPayload(transaction: Transaction): Uint8Array {
  return fromHex(signingHex(transaction));
}

/** The bytes whose keccak256 the authority of a delegation signed. */
export function authorizationPayload({ chainId, address, nonce }: Authorization): Uint8Array {
  return fromHex(`0x${AUTHORIZATION_MAGIC}${rlpHex([chainId, address, nonce]).slice(2)}`);
}

/** False when no key can have signed a delegation: its parity or signature is out of range (EIP-7702). */
export function hasSigner({ yParity, r, s }: Authorization): boolean {
  return yParity <= 1n && signatureFault(r, s, true) === undefined;
}

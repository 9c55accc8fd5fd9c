/** What signers sign. */
import { RlpWriter } from '../rlp/writer.ts';
import type { Authorization } from '../types.ts';
import { signatureFault } from './signatureRange.ts';

const writer = new RlpWriter();

/** What authorities sign begins with this byte (EIP-7702). */
const AUTHORIZATION_MAGIC = 5;

/** The bytes whose keccak256 the authority of a delegation signed. */
export function authorizationPayload({ chainId, address, nonce }: Authorization): Uint8Array {
  return writer.encode((out) => {
    out.item([chainId, address, nonce]);
    out.byte(AUTHORIZATION_MAGIC);
  });
}

/** False when no key can have signed a delegation: its parity or signature is out of range (EIP-7702). */
export function hasSigner({ yParity, r, s }: Authorization): boolean {
  return yParity <= 1n && signatureFault(r, s, true) === undefined;
}

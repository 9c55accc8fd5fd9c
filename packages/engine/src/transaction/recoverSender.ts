/** Who signed: the sender of a transaction and the authorities of its delegations. */
import { keccak256, recoverAddress } from '@heddle/evm';
import { toHex } from '../bytes.ts';
import { SignatureInvalidError } from '../errors/transaction.ts';
import type { Address, Authorization, Transaction } from '../types.ts';
import { signingHash } from './hash.ts';
import { authorizationPayload, hasSigner } from './payloads.ts';

/**
 * The account that signed a transaction. Range and upper half of s are the business of validation.
 *
 * @throws SignatureInvalidError when the signature belongs to no key
 */
export function recoverSender(transaction: Transaction): Address {
  const { r, s, yParity } = transaction;
  const sender = recoverAddress(signingHash(transaction), r, s, yParity);
  if (sender === undefined) throw new SignatureInvalidError({ reason: 'it belongs to no key' });
  return toHex(sender);
}

/** The account that signed a delegation, or null when none did: such a tuple is skipped (EIP-7702). */
export function recoverAuthority(authorization: Authorization): Address | null {
  if (!hasSigner(authorization)) return null;
  const { r, s, yParity } = authorization;
  const authority = recoverAddress(
    keccak256(authorizationPayload(authorization)),
    r,
    s,
    yParity === 1n ? 1 : 0,
  );
  return authority === undefined ? null : toHex(authority);
}

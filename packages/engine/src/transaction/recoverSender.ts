/** Who signed: the sender of a transaction and the authorities of its delegations. */
import { keccak256, recoverAddress } from '@heddle/evm';
import { fromHex, toHex } from '../bytes.ts';
import { SignatureInvalidError } from '../errors/transaction.ts';
import { rlpHex } from '../rlp/encode.ts';
import type { Address, Authorization, Transaction } from '../types.ts';
import { signingHash } from './hash.ts';
import { signatureFault } from './signatureRange.ts';

/** What authorities sign begins with this byte (EIP-7702). */
const AUTHORIZATION_MAGIC = '05';

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
  const { chainId, address, nonce, yParity, r, s } = authorization;
  if (yParity > 1n || signatureFault(r, s, true) !== undefined) return null;
  const digits = AUTHORIZATION_MAGIC + rlpHex([chainId, address, nonce]).slice(2);
  const authority = recoverAddress(keccak256(fromHex(`0x${digits}`)), r, s, yParity === 1n ? 1 : 0);
  return authority === undefined ? null : toHex(authority);
}

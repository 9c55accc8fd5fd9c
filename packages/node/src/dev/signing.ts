/** Signatures: by a key that the node holds, or none at all for an impersonated sender. */
import { type Address, signingHash, type Transaction } from '@heddle/engine';
import { secp256k1 } from '@noble/curves/secp256k1.js';
import type { Signature } from '../rpc/accounts.ts';

const asNumber = (bytes: Uint8Array) => BigInt(`0x${Buffer.from(bytes).toString('hex')}`);

/** A transaction without its signature. */
export type UnsignedTransaction = Omit<Transaction, 'yParity' | 'r' | 's' | 'from'>;

/** Signature of 32 bytes with a private key of 32 bytes. */
export function signDigest(digest: Uint8Array, privateKey: Uint8Array): Signature {
  const bytes = secp256k1.sign(digest, privateKey, { prehash: false, format: 'recovered' });
  return {
    yParity: bytes[0] === 1 ? 1 : 0,
    r: asNumber(bytes.subarray(1, 33)),
    s: asNumber(bytes.subarray(33)),
  };
}

/** The transaction signed with a private key of 32 bytes. */
export function signTransaction(unsigned: UnsignedTransaction, privateKey: Uint8Array): Transaction {
  const empty: Transaction = { ...unsigned, yParity: 0, r: 0n, s: 0n };
  return { ...empty, ...signDigest(signingHash(empty), privateKey) };
}

/** Nobody's signature has r = s below 2^160: that would take some 2^96 tries. */
const ADDRESS_RANGE = 1n << 160n;

/**
 * A transaction of an account whose key nobody has: its sender stands where the signature would, so that no two have the
 * same hash and the sender can be read again.
 */
export function impersonate(unsigned: UnsignedTransaction, from: Address): Transaction {
  const sender = BigInt(from);
  return { ...unsigned, from, yParity: 0, r: sender, s: sender };
}

/** The sender of a transaction that {@link impersonate} made; undefined for any other. */
export function impersonatedSender({ r, s }: Pick<Transaction, 'r' | 's'>): Address | undefined {
  if (r !== s || r === 0n || r >= ADDRESS_RANGE) return undefined;
  return `0x${r.toString(16).padStart(40, '0')}`;
}

/** Order of the group of secp256k1 (SEC 2, section 2.4.1). */
export const SECP256K1_ORDER = 0xfffffffffffffffffffffffffffffffebaaedce6af48a03bbfd25e8cd0364141n;

const HALF_ORDER = SECP256K1_ORDER / 2n;

/** Why r and s cannot be a signature, or undefined when they can; `lowOnly` bars the upper half for s (EIP-2). */
export function signatureFault(r: bigint, s: bigint, lowOnly: boolean): string | undefined {
  if (r === 0n || r >= SECP256K1_ORDER) return 'r is out of range';
  if (s === 0n || s >= SECP256K1_ORDER) return 's is out of range';
  if (lowOnly && s > HALF_ORDER) return 's is in the upper half';
  return undefined;
}

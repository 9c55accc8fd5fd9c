import { SignatureInvalidError } from '../errors/transaction.ts';

/**
 * The parity and the chain id that the v of a legacy signature stands for: 27 + parity without replay
 * protection, 35 + 2 × chain id + parity with it (EIP-155).
 *
 * @throws SignatureInvalidError for any other v
 */
export function legacySignature(v: bigint): { yParity: 0 | 1; chainId: bigint | undefined } {
  if (v === 27n || v === 28n) return { yParity: v === 28n ? 1 : 0, chainId: undefined };
  if (v < 35n) throw new SignatureInvalidError({ reason: `${v} is no recovery value` });
  return { yParity: (v - 35n) % 2n === 1n ? 1 : 0, chainId: (v - 35n) / 2n };
}

/** The v of a legacy signature, the inverse of {@link legacySignature}. */
export function legacyV(yParity: 0 | 1, chainId: bigint | undefined): bigint {
  return chainId === undefined ? 27n + BigInt(yParity) : 35n + 2n * chainId + BigInt(yParity);
}

/**
 * Public keys from ECDSA signatures over secp256k1, which is most of the time of a block of transfers.
 *
 * Two libraries with one answer: the native one where the package brings a binary for the platform
 * (19,700 recoveries/s), and the same C code as WebAssembly elsewhere (4,650/s). Both load at the first
 * recovery, because a worker may never need them.
 */
import { createRequire } from 'node:module';
import { keccak256 } from './keccak.ts';
import { fromBigInt } from './precompiles/bytes.ts';

/** Gives 65 bytes (0x04, x, y); null or an exception when there is no such key. */
type Recover = (hash: Uint8Array, signature: Uint8Array, recoveryId: 0 | 1) => Uint8Array | null;

interface NativeLibrary {
  ecdsaRecover(signature: Uint8Array, recoveryId: number, hash: Uint8Array, compressed: boolean): Uint8Array;
}

interface WasmLibrary {
  recover(
    hash: Uint8Array,
    signature: Uint8Array,
    recoveryId: number,
    compressed: boolean,
  ): Uint8Array | null;
}

const require = createRequire(import.meta.url);

function loadNative(): Recover {
  // Not the package's main file: without a binary that one falls back to plain script, 25 times slower.
  const library = require('secp256k1/bindings.js') as NativeLibrary;
  return (hash, signature, recoveryId) => library.ecdsaRecover(signature, recoveryId, hash, false);
}

function loadWasm(): Recover {
  const library = require('tiny-secp256k1') as WasmLibrary;
  return (hash, signature, recoveryId) => library.recover(hash, signature, recoveryId, false);
}

/** The two implementations by name; tests hold them against each other. */
export const recoverLibraries = { native: loadNative, wasm: loadWasm } as const;

let recover: Recover | undefined;

function loadFastest(): Recover {
  try {
    return loadNative();
  } catch {
    return loadWasm();
  }
}

/**
 * The public key (x and y, 64 bytes) behind a signature, or undefined when there is none.
 *
 * @param hash the 32 bytes that were signed
 * @param signature r and s, 32 big-endian bytes each; s may be in the upper half
 * @param yParity parity of the y coordinate of the point whose x is r
 */
export function recoverPublicKey(
  hash: Uint8Array,
  signature: Uint8Array,
  yParity: 0 | 1,
): Uint8Array | undefined {
  recover ??= loadFastest();
  try {
    return recover(hash, signature, yParity)?.subarray(1);
  } catch {
    // Both libraries throw for r or s outside of 1 … n-1 and for an r that is no point.
    return undefined;
  }
}

/** The address (20 bytes) of a public key of 64 bytes. */
export function addressOf(publicKey: Uint8Array): Uint8Array {
  return keccak256(publicKey).subarray(12);
}

/**
 * The address (20 bytes) whose key made a signature, or undefined when there is none.
 *
 * @param hash the 32 bytes that were signed
 * @param r of the signature, any 256-bit number
 * @param s of the signature, any 256-bit number; whether the upper half is allowed is the caller's rule
 */
export function recoverAddress(
  hash: Uint8Array,
  r: bigint,
  s: bigint,
  yParity: 0 | 1,
): Uint8Array | undefined {
  const signature = new Uint8Array(64);
  signature.set(fromBigInt(r, 32), 0);
  signature.set(fromBigInt(s, 32), 32);
  const key = recoverPublicKey(hash, signature, yParity);
  return key && addressOf(key);
}

/** Numbers and addresses as the core keeps them: little-endian limbs. */
import type { Address, Hash, Hex } from '../types.ts';

const LIMB = (1n << 64n) - 1n;

/** Writes a 256-bit word. */
export function writeWord(view: DataView, at: number, value: bigint): void {
  view.setBigUint64(at, value & LIMB, true);
  if (value <= LIMB) {
    view.setBigUint64(at + 8, 0n, true);
    view.setBigUint64(at + 16, 0n, true);
    view.setBigUint64(at + 24, 0n, true);
    return;
  }
  view.setBigUint64(at + 8, (value >> 64n) & LIMB, true);
  view.setBigUint64(at + 16, (value >> 128n) & LIMB, true);
  view.setBigUint64(at + 24, value >> 192n, true);
}

/** Reads a 256-bit word. */
export function readWord(view: DataView, at: number): bigint {
  const low = view.getBigUint64(at, true);
  const rest =
    view.getBigUint64(at + 8, true) |
    (view.getBigUint64(at + 16, true) << 64n) |
    (view.getBigUint64(at + 24, true) << 128n);
  return rest === 0n ? low : low | (rest << 64n);
}

/** Writes bytes given as {@link Hex} in reverse order: big-endian hexadecimal becomes limbs. */
function writeReversed(bytes: Uint8Array, at: number, hex: Hex, size: number): void {
  const source = Buffer.from(hex.slice(2), 'hex');
  for (let i = 0; i < size; i++) bytes[at + i] = source[size - 1 - i] as number;
}

/** Writes an address as limbs: 24 bytes, the last four zero. */
export function writeAddress(bytes: Uint8Array, at: number, address: Address): void {
  writeReversed(bytes, at, address, 20);
  bytes.fill(0, at + 20, at + 24);
}

/** Writes 32 bytes of a hash or slot as a word. */
export function writeHash(bytes: Uint8Array, at: number, hash: Hash): void {
  writeReversed(bytes, at, hash, 32);
}

/** Hexadecimal of `size` bytes in reverse order: limbs become big-endian. Copies, for the memory is shared. */
function readReversed(bytes: Uint8Array, at: number, size: number): Hex {
  return `0x${Buffer.from(bytes.subarray(at, at + size))
    .reverse()
    .toString('hex')}`;
}

/** Reads an address stored as limbs. */
export function readAddress(bytes: Uint8Array, at: number): Address {
  return readReversed(bytes, at, 20);
}

/** Reads a word as 32 bytes. */
export function readHash(bytes: Uint8Array, at: number): Hash {
  return readReversed(bytes, at, 32);
}

/** Copies bytes out of the shared memory as {@link Hex}. */
export function readHex(bytes: Buffer, at: number, size: number): Hex {
  return `0x${bytes.toString('hex', at, at + size)}`;
}

/** The three limbs of an address as the core's functions take them. */
export function addressLimbs(address: Address): [bigint, bigint, bigint] {
  const value = BigInt(address);
  return [BigInt.asIntN(64, value), BigInt.asIntN(64, value >> 64n), value >> 128n];
}

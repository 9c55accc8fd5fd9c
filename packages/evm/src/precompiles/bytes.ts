/** No output; a call that succeeds without a result. */
export const EMPTY = new Uint8Array(0);

/** `length` bytes of `input` from `start`; the input continues with zeros for ever. */
export function padded(input: Uint8Array, start: number, length: number): Uint8Array {
  const part = input.subarray(start, start + length);
  if (part.length === length) return part;
  const result = new Uint8Array(length);
  result.set(part);
  return result;
}

/** Bytes that always fit in a number. */
const SAFE_BYTES = 6;

/** Big-endian bytes as a number. */
export function toBigInt(bytes: Uint8Array): bigint {
  let start = 0;
  while (start < bytes.length && bytes[start] === 0) start++;
  const length = bytes.length - start;
  if (length > SAFE_BYTES) {
    return BigInt(`0x${Buffer.from(bytes.buffer, bytes.byteOffset + start, length).toString('hex')}`);
  }
  let value = 0;
  for (let i = start; i < bytes.length; i++) value = 256 * value + (bytes[i] as number);
  return BigInt(value);
}

/** A number as `size` big-endian bytes; it must fit. */
export function fromBigInt(value: bigint, size: number): Uint8Array {
  const bytes = new Uint8Array(size);
  bytes.set(Buffer.from(value.toString(16).padStart(size * 2, '0'), 'hex'));
  return bytes;
}

/** True when the big-endian number in `bytes` is lower than `limit`, which has the same length. */
export function isBelow(bytes: Uint8Array, limit: Uint8Array): boolean {
  for (let i = 0; i < limit.length; i++) {
    const difference = (bytes[i] as number) - (limit[i] as number);
    if (difference !== 0) return difference < 0;
  }
  return false;
}

/** True when every byte is zero. */
export function isZero(bytes: Uint8Array): boolean {
  return bytes.every((byte) => byte === 0);
}

/** 32-byte words that `length` bytes fill, the last one perhaps in part. */
export function wordsOf(length: number): bigint {
  return BigInt(Math.ceil(length / 32));
}

/** The word 1, which verifying precompiles answer with. */
export function wordOfOne(): Uint8Array {
  const word = new Uint8Array(32);
  word[31] = 1;
  return word;
}

import { createHash } from 'node:crypto';

/** Makes every value that results are made of distinct in JSON: a bigint is not the string of its digits. */
function encode(this: Record<string, unknown>, key: string): unknown {
  // Not the value that JSON passes: a Buffer has been through its own toJSON there and is no longer bytes.
  const value = this[key];
  if (typeof value === 'bigint') return { bigint: value.toString() };
  if (value instanceof Uint8Array) return { bytes: Buffer.from(value).toString('hex') };
  return value;
}

/**
 * A fingerprint (SHA-256, hex) of receipts or state changes: equal for equal content. The engine lists accounts
 * and slots in ascending order, so equal changes are equal text.
 */
export function digestOf(value: unknown): string {
  return createHash('sha256').update(JSON.stringify(value, encode)).digest('hex');
}

/** Reading the fields of a genesis file: numbers in hexadecimal or decimal, as string or number, as geth takes them. */
import type { Address, Hash, Hex } from '@heddle/engine';
import { GenesisMalformedError } from './errors.ts';

/** A number of at most so many bits; undefined when the value is none. */
export function numberOf(value: unknown, bits: number): bigint | undefined {
  if (typeof value === 'number') return Number.isSafeInteger(value) && value >= 0 ? BigInt(value) : undefined;
  if (typeof value !== 'string' || !/^(0x[0-9a-f]{1,64}|[0-9]{1,78})$/i.test(value)) return undefined;
  const number = BigInt(value);
  return number < 1n << BigInt(bits) ? number : undefined;
}

/** Bytes in hexadecimal, lower case; undefined when the value is none, or of another size. The prefix may be missing. */
export function bytesOf(value: unknown, sizeBytes?: number): Hex | undefined {
  if (typeof value !== 'string') return undefined;
  const digits = value.startsWith('0x') ? value.slice(2) : value;
  if (digits.length % 2 !== 0 || !/^[0-9a-f]*$/i.test(digits)) return undefined;
  if (sizeBytes !== undefined && digits.length !== 2 * sizeBytes) return undefined;
  return `0x${digits.toLowerCase()}`;
}

/** The fields of one object; `path` names it in errors. Null counts as absent. */
export class GenesisFields {
  readonly #object: Readonly<Record<string, unknown>>;
  readonly #path: string;

  constructor(value: unknown, path: string) {
    if (typeof value !== 'object' || value === null || Array.isArray(value)) {
      throw new GenesisMalformedError({ field: path || 'the file', value, expected: 'an object' });
    }
    this.#object = value as Record<string, unknown>;
    this.#path = path === '' ? '' : `${path}.`;
  }

  get names(): string[] {
    return Object.keys(this.#object);
  }

  raw(name: string): unknown {
    return this.#object[name] ?? undefined;
  }

  /** The path of a field. */
  path(name: string): string {
    return this.#path + name;
  }

  malformed(name: string, expected: string): GenesisMalformedError {
    return new GenesisMalformedError({ field: this.path(name), value: this.raw(name), expected });
  }

  /** Undefined where the field is absent. */
  number(name: string, bits = 64): bigint | undefined {
    if (this.raw(name) === undefined) return undefined;
    const number = numberOf(this.raw(name), bits);
    if (number === undefined) throw this.malformed(name, `a number of at most ${bits} bits`);
    return number;
  }

  needNumber(name: string, bits = 64): bigint {
    const number = this.number(name, bits);
    if (number === undefined) throw this.malformed(name, `a number of at most ${bits} bits`);
    return number;
  }

  flag(name: string): boolean {
    const value = this.raw(name) ?? false;
    if (typeof value !== 'boolean') throw this.malformed(name, 'true or false');
    return value;
  }

  /** Undefined where the field is absent. */
  bytes(name: string, sizeBytes?: number): Hex | undefined {
    if (this.raw(name) === undefined) return undefined;
    const bytes = bytesOf(this.raw(name), sizeBytes);
    if (bytes === undefined)
      throw this.malformed(name, `${sizeBytes ?? 'any number of'} bytes in hexadecimal`);
    return bytes;
  }

  address(name: string): Address | undefined {
    return this.bytes(name, 20);
  }

  hash(name: string): Hash | undefined {
    return this.bytes(name, 32);
  }

  child(name: string): GenesisFields | undefined {
    return this.raw(name) === undefined ? undefined : new GenesisFields(this.raw(name), this.path(name));
  }
}

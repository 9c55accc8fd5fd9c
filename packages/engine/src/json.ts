/** Reading hexadecimal fields out of JSON that somebody else wrote, with the field's path in every error. */
import { FieldMalformedError } from './errors/input.ts';
import type { Address, Hash, Hex } from './types.ts';

/** A JSON object of unknown content. */
type JsonObject = Readonly<Record<string, unknown>>;

/** A reader of the fields of one object; `path` names it in errors. */
export class JsonFields {
  readonly #object: JsonObject;
  readonly #path: string;

  constructor(value: unknown, path: string) {
    if (typeof value !== 'object' || value === null || Array.isArray(value)) {
      throw new FieldMalformedError({ field: path, value, expected: 'an object' });
    }
    this.#object = value as JsonObject;
    this.#path = path;
  }

  has(name: string): boolean {
    const value = this.#object[name];
    return value !== undefined && value !== null;
  }

  /** An unsigned integer of at most 256 bits, in hex with or without leading zeros. */
  uint(name: string): bigint {
    const value = this.#object[name];
    if (typeof value !== 'string' || !/^0x[0-9a-f]{1,64}$/i.test(value)) {
      throw this.#malformed(name, 'a hexadecimal number of at most 256 bits');
    }
    return BigInt(value);
  }

  /** {@link uint}, or undefined where the field is absent. */
  optionalUint(name: string): bigint | undefined {
    return this.has(name) ? this.uint(name) : undefined;
  }

  /** Bytes, of any number unless `sizeBytes` says how many. */
  bytes(name: string, sizeBytes?: number): Hex {
    const value = this.#object[name];
    if (!isHexBytes(value, sizeBytes)) {
      throw this.#malformed(name, `${sizeBytes ?? 'any number of'} bytes in hexadecimal`);
    }
    return value.toLowerCase() as Hex;
  }

  address(name: string): Address {
    return this.bytes(name, 20);
  }

  hash(name: string): Hash {
    return this.bytes(name, 32);
  }

  /** {@link hash}, or undefined where the field is absent. */
  optionalHash(name: string): Hash | undefined {
    return this.has(name) ? this.hash(name) : undefined;
  }

  /** The elements of an array, none where the field is absent. */
  list<T>(name: string, read: (value: unknown, path: string) => T): T[] {
    if (!this.has(name)) return [];
    const value = this.#object[name];
    if (!Array.isArray(value)) throw this.#malformed(name, 'an array');
    return value.map((element, index) => read(element, `${this.#path}.${name}[${index}]`));
  }

  /** The fields of an object within this one. */
  child(name: string): JsonFields {
    return new JsonFields(this.#object[name], `${this.#path}.${name}`);
  }

  /** The names of all fields. */
  names(): string[] {
    return Object.keys(this.#object);
  }

  #malformed(name: string, expected: string): FieldMalformedError {
    return new FieldMalformedError({
      field: `${this.#path}.${name}`,
      value: this.#object[name],
      expected,
    });
  }
}

/** A hash that is an element of a list; for {@link JsonFields.list}. */
export function hashElement(value: unknown, path: string): Hash {
  if (!isHexBytes(value, 32))
    throw new FieldMalformedError({ field: path, value, expected: '32 bytes in hexadecimal' });
  return value.toLowerCase() as Hash;
}

function isHexBytes(value: unknown, sizeBytes?: number): value is string {
  if (typeof value !== 'string' || value.length % 2 !== 0) return false;
  return (sizeBytes === undefined || value.length === 2 + 2 * sizeBytes) && /^0x[0-9a-f]*$/i.test(value);
}

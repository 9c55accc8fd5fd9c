/** The values of typed structured data, each as one word (EIP-712, encodeData). */
import { keccak256 } from '@heddle/engine';
import { ParamError } from '../errors.ts';
import { bytesOf, toWord } from '../format/hex.ts';
import { objectOf } from '../params/fields.ts';
import { address, data } from '../params/hex.ts';
import { shown, within } from '../params/param.ts';
import { type StructTypes, structHash } from './typedData.ts';

const EMPTY_WORD = Buffer.alloc(32);

/** @throws ParamError for a value that its type cannot have */
export function encodeField(type: string, value: unknown, types: StructTypes): Buffer {
  const array = /^(.*)\[(\d*)\]$/.exec(type);
  if (array !== null) return encodeArray(array[1]!, array[2]!, value, types);
  if (types.has(type)) {
    // A struct that is left out is zero, as wallets have it (EIP-712 as of eth_signTypedData_v4).
    return value === undefined || value === null ? EMPTY_WORD : structHash(type, objectOf(value), types);
  }
  if (type === 'string') return Buffer.from(keccak256(Buffer.from(textOf(value), 'utf8')));
  if (type === 'bytes') return Buffer.from(keccak256(bytesOf(data.read(value))));
  if (type === 'bool') return word(value === true || value === 'true' ? 1n : 0n);
  if (type === 'address') return word(BigInt(address.read(value)));
  return encodeSized(type, value);
}

function encodeArray(item: string, length: string, value: unknown, types: StructTypes): Buffer {
  if (!Array.isArray(value)) throw new ParamError(`${shown(value)} is no array`);
  if (length !== '' && value.length !== Number(length)) {
    throw new ParamError(`${value.length} elements, want ${length}`);
  }
  const words = value.map((element, index) =>
    within(`element ${index}`, () => encodeField(item, element, types)),
  );
  return Buffer.from(keccak256(Buffer.concat(words)));
}

/** `uint8` to `uint256`, `int8` to `int256`, `bytes1` to `bytes32`. */
function encodeSized(type: string, value: unknown): Buffer {
  const bytes = /^bytes([1-9]|[12]\d|3[0-2])$/.exec(type);
  if (bytes !== null) {
    const content = bytesOf(data.read(value));
    if (content.length > Number(bytes[1])) throw new ParamError(`${content.length} bytes for ${type}`);
    return Buffer.concat([content, EMPTY_WORD], 32);
  }
  const number = /^(u?)int(\d{0,3})$/.exec(type);
  if (number === null) throw new ParamError(`unknown type ${shown(type)}`);
  const bits = BigInt(number[2] || 256);
  const integer = integerOf(value);
  const [least, most] =
    number[1] === 'u' ? [0n, 2n ** bits - 1n] : [-(2n ** (bits - 1n)), 2n ** (bits - 1n) - 1n];
  if (integer < least || integer > most) throw new ParamError(`${integer} is out of the range of ${type}`);
  return word(BigInt.asUintN(256, integer));
}

function integerOf(value: unknown): bigint {
  const isNumber = typeof value === 'number' && Number.isSafeInteger(value);
  const isText = typeof value === 'string' && /^(-?\d{1,78}|0x[0-9a-f]{1,64})$/i.test(value);
  if (isNumber || isText) return BigInt(value);
  throw new ParamError(`${shown(value)} is no integer`);
}

function textOf(value: unknown): string {
  if (typeof value === 'string') return value;
  throw new ParamError(`${shown(value)} is no string`);
}

function word(value: bigint): Buffer {
  return Buffer.from(bytesOf(toWord(value)));
}

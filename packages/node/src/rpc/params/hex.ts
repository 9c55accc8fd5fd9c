/** Numbers and bytes in hexadecimal, as EIP-1474 has them. The words of the errors are geth's. */
import type { Address, Hash, Hex } from '@heddle/engine';
import { ParamError } from '../errors.ts';
import { kindOf, type Param, shown } from './param.ts';

function hexDigits(value: unknown): string {
  if (typeof value !== 'string') throw new ParamError(`${kindOf(value)} where a hex string is expected`);
  if (value === '') throw new ParamError('empty hex string');
  if (!value.startsWith('0x') && !value.startsWith('0X'))
    throw new ParamError('hex string without 0x prefix');
  return value.slice(2);
}

/** QUANTITY: no leading zeros, at least one digit. @param bits most that it may take */
export function quantity(bits: number): Param<bigint> {
  return {
    read(value) {
      const digits = hexDigits(value);
      if (digits === '') throw new ParamError('hex string "0x"');
      if (!/^[0-9a-f]+$/i.test(digits)) throw new ParamError('invalid hex string');
      if (digits.length > 1 && digits.startsWith('0')) {
        throw new ParamError('hex number with leading zero digits');
      }
      const number = digits.length * 4 > bits + 4 ? undefined : BigInt(`0x${digits}`);
      if (number === undefined || number >> BigInt(bits) !== 0n) {
        throw new ParamError(`hex number > ${bits} bits`);
      }
      return number;
    },
  };
}

export const uint64 = quantity(64);
export const uint256 = quantity(256);

/** A QUANTITY, or the decimal number that geth and tools accept for counts. */
export const count: Param<bigint> = {
  read(value) {
    if (typeof value !== 'number') return uint64.read(value);
    if (Number.isSafeInteger(value) && value >= 0) return BigInt(value);
    throw new ParamError(`${value} is not a whole number from 0`);
  },
};

/** DATA of any length, in lower case. */
export const data: Param<Hex> = {
  read(value) {
    const digits = hexDigits(value);
    if (digits.length % 2 !== 0) throw new ParamError('hex string of odd length');
    if (!/^[0-9a-f]*$/i.test(digits)) throw new ParamError('invalid hex string');
    return `0x${digits.toLowerCase()}`;
  },
};

/** DATA of a given number of bytes, in lower case. */
export function fixedData(sizeBytes: number, what: string): Param<Hex> {
  return {
    read(value) {
      const hex = data.read(value);
      const digits = hex.length - 2;
      if (digits === 2 * sizeBytes) return hex;
      throw new ParamError(`hex string has length ${digits}, want ${2 * sizeBytes} for ${what}`);
    },
  };
}

export const address: Param<Address> = fixedData(20, 'address');
export const hash: Param<Hash> = fixedData(32, 'hash');

/** A storage slot: up to 32 bytes, also without leading zeros, as geth takes it. */
export const slot: Param<Hash> = {
  read(value) {
    const digits = hexDigits(value);
    if (digits.length > 64) {
      throw new ParamError(`storage key too long (want at most 32 bytes): ${shown(value)}`);
    }
    if (digits === '' || !/^[0-9a-f]+$/i.test(digits)) {
      throw new ParamError(`invalid hex in storage key: ${shown(value)}`);
    }
    return `0x${digits.toLowerCase().padStart(64, '0')}`;
  },
};

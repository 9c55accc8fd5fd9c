/** One account of a genesis file. */
import type { AllocEntry, Hash } from '@heddle/engine';
import { GenesisMalformedError } from './errors.ts';
import { bytesOf, GenesisFields } from './fields.ts';

const NO_STORAGE: ReadonlyMap<Hash, bigint> = new Map();

/**
 * Reads `"address": { balance, nonce?, code?, storage? }`; the address may lack its prefix, numbers may be decimal.
 *
 * @throws GenesisMalformedError naming the account and the field
 */
export function readAccount(name: string, value: unknown): AllocEntry {
  const address = bytesOf(name, 20);
  if (address === undefined) {
    throw new GenesisMalformedError({ field: 'alloc', value: name, expected: 'an address of 20 bytes' });
  }
  const fields = new GenesisFields(value, `alloc.${name}`);
  const storage = fields.child('storage');
  return {
    address,
    balance: fields.number('balance', 256) ?? 0n,
    nonce: fields.number('nonce') ?? 0n,
    code: fields.bytes('code') ?? '0x',
    storage: storage === undefined ? NO_STORAGE : readStorage(storage),
  };
}

function readStorage(fields: GenesisFields): Map<Hash, bigint> {
  return new Map(
    fields.names.map((key) => {
      const slot = wordOf(key);
      const value = wordOf(fields.raw(key));
      if (slot === undefined)
        throw fields.malformed(key, 'a value of at most 32 bytes at a slot of at most 32');
      if (value === undefined) throw fields.malformed(key, 'at most 32 bytes in hexadecimal');
      return [slot, BigInt(value)];
    }),
  );
}

/** Slots and values are bytes, whatever their prefix, with the zeros in front left out or not. */
function wordOf(value: unknown): Hash | undefined {
  const digits = typeof value === 'string' ? value.replace(/^0x/, '') : undefined;
  if (digits === undefined || digits.length > 64 || !/^[0-9a-f]*$/i.test(digits)) return undefined;
  return `0x${digits.toLowerCase().padStart(64, '0')}`;
}

/** Allocations: states written as JSON, in fixtures, genesis files and block files. */
import { paddedHex } from '../bytes.ts';
import { FieldMalformedError } from '../errors/input.ts';
import { JsonFields } from '../json.ts';
import type { Address, Hash, Hex } from '../types.ts';

/** `{ address: { balance, nonce?, code?, storage? } }`; numbers in hexadecimal, slots and values unpadded or padded. */
export type Alloc = Readonly<Record<string, AllocAccount>>;

export interface AllocAccount {
  balance?: string;
  nonce?: string;
  code?: string;
  storage?: Readonly<Record<string, string>>;
}

/** One account of an allocation, read. */
export interface AllocEntry {
  address: Address;
  /** Wei. */
  balance: bigint;
  nonce: bigint;
  code: Hex;
  storage: ReadonlyMap<Hash, bigint>;
}

/**
 * Reads the accounts of an allocation.
 *
 * @param path names the allocation in errors
 * @throws FieldMalformedError naming the field
 */
export function* readAlloc(alloc: Alloc, path = 'preState'): Generator<AllocEntry> {
  for (const [address, account] of Object.entries(alloc)) {
    if (!/^0x[0-9a-f]{40}$/i.test(address)) {
      throw new FieldMalformedError({ field: path, value: address, expected: 'an address' });
    }
    const fields = new JsonFields(account, `${path}.${address}`);
    yield {
      address: address.toLowerCase() as Address,
      balance: fields.optionalUint('balance') ?? 0n,
      nonce: fields.optionalUint('nonce') ?? 0n,
      code: fields.has('code') ? fields.bytes('code') : '0x',
      storage: fields.has('storage')
        ? readStorage(fields.child('storage'), `${path}.${address}.storage`)
        : new Map(),
    };
  }
}

function readStorage(fields: JsonFields, path: string): Map<Hash, bigint> {
  return new Map(
    fields.names().map((slot) => {
      if (!/^0x[0-9a-f]{1,64}$/i.test(slot)) {
        throw new FieldMalformedError({ field: path, value: slot, expected: 'a slot of at most 256 bits' });
      }
      return [paddedHex(BigInt(slot), 32), fields.uint(slot)];
    }),
  );
}

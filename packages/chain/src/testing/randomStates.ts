/** Random changes of a state over few keys, for fast-check. */
import type { Address, Hash, Hex } from '@heddle/engine';
import fc from 'fast-check';
import type { ModelAccount, ModelState } from './modelState.ts';

/** What becomes of an account: removed, or given fields and slots (0n removes one). */
interface Change {
  address: Address;
  remove: boolean;
  nonce: bigint;
  balance: bigint;
  codeHash: Hash;
  slots: [Hash, bigint][];
}

export interface Batch {
  changes: Change[];
  /** Whether the nodes are written afterwards, and dropped from memory. */
  take: boolean;
  reset: boolean;
}

const empty: Hash = '0xc5d2460186f7233c927e7db2dcc703c0e500b653ca82273b7bfad8045d85a470';

/** Any bytes, or such that share long beginnings and differ in few nibbles. */
function keyOf(bytes: number, isCrafted: boolean): fc.Arbitrary<Hex> {
  const digits = 2 * bytes;
  if (!isCrafted) return fc.nat(40).map((n): Hex => `0x${n.toString(16).padStart(digits, '0')}`);
  const place = fc.constantFrom(0, 1, 2, 7, 8, digits - 3, digits - 2, digits - 1);
  const changes = fc.array(fc.tuple(place, fc.constantFrom('1', '2', 'f')), { maxLength: 3 });
  return changes.map((list): Hex => {
    const key = Array.from({ length: digits }, () => '0');
    for (const [at, digit] of list) key[at] = digit;
    return `0x${key.join('')}`;
  });
}

const valueArbitrary = fc.oneof(
  { weight: 2, arbitrary: fc.constant(0n) },
  { weight: 4, arbitrary: fc.bigInt(1n, 300n) },
  { weight: 1, arbitrary: fc.bigInt(1n, 2n ** 256n - 1n) },
);

function changeOf(isCrafted: boolean): fc.Arbitrary<Change> {
  return fc.record({
    address: keyOf(20, isCrafted),
    remove: fc.nat(3).map((n) => n === 0),
    nonce: fc.oneof(fc.bigInt(0n, 3n), fc.bigInt(0n, 2n ** 64n - 1n)),
    balance: fc.oneof(fc.bigInt(0n, 300n), fc.bigInt(0n, 2n ** 256n - 1n)),
    codeHash: fc.constantFrom<Hash>(empty, `0x${'ab'.repeat(32)}`),
    slots: fc.array(fc.tuple(keyOf(32, isCrafted), valueArbitrary), { maxLength: 12 }),
  });
}

/** Some changes at once. */
export function batchOf(isCrafted: boolean): fc.Arbitrary<Batch> {
  return fc.record({
    changes: fc.array(changeOf(isCrafted), { minLength: 1, maxLength: 16 }),
    take: fc.boolean(),
    reset: fc.boolean(),
  });
}

/** The state after a batch. */
export function nextState(before: ModelState, changes: readonly Change[]): ModelState {
  const after = new Map<Address, ModelAccount>(before);
  for (const { address, remove, nonce, balance, codeHash, slots } of changes) {
    if (remove) {
      after.delete(address);
      continue;
    }
    const storage = new Map(after.get(address)?.storage);
    for (const [slot, value] of slots) {
      if (value === 0n) storage.delete(slot);
      else storage.set(slot, value);
    }
    after.set(address, { nonce, balance, codeHash, storage });
  }
  return after;
}

/** Records written by hand, for the tests of the analyses. */
import type { BlockRecord, LocationKind, RecordedAccess, TransactionRecord } from '../record.ts';
import type { Hash, Hex } from '../types.ts';

/** An address whose first digits are those of a small number. */
export const account = (number: number): Hex => `0x${number.toString(16).padStart(8, '0').padEnd(40, '0')}`;
export const slotOf = (number: number): Hash => `0x${number.toString(16).padStart(64, '0')}`;

/** Slot `number` of account 1; `at` is how far the transaction had come. */
export function slot(number: number, at?: number): RecordedAccess {
  const access = { address: account(1), kind: 'slot' as const, slot: slotOf(number) };
  return at === undefined ? access : { ...access, at };
}

/** A field of an account. */
export function field(number: number, kind: LocationKind): RecordedAccess {
  return { address: account(number), kind };
}

/** What a hand-made transaction does; everything may be left out. */
export interface Deeds {
  ms?: number;
  reads?: RecordedAccess[];
  writes?: RecordedAccess[];
  credits?: RecordedAccess[];
}

function recordOf({ ms = 1, reads = [], writes = [], credits = [] }: Deeds): TransactionRecord {
  const commuting = credits.map((access) => ({ ...access, commutes: true }));
  return {
    ms,
    gas: 21_000n,
    reads,
    writes: [...writes.map((access) => ({ ...access, commutes: false })), ...commuting],
  };
}

export function blockOf(...transactions: Deeds[]): BlockRecord {
  return { transactions: transactions.map(recordOf), preimages: [] };
}

/** Each reads and writes one slot. */
export function chain(count: number, at?: number): BlockRecord {
  return blockOf(...Array.from({ length: count }, () => ({ reads: [slot(0, at)], writes: [slot(0)] })));
}

/** Each has a slot of its own. */
export function independent(count: number): BlockRecord {
  return blockOf(
    ...Array.from({ length: count }, (_, index) => ({ reads: [slot(index)], writes: [slot(index)] })),
  );
}

/** One writes what all others read. */
export function fan(count: number): BlockRecord {
  const readers = Array.from({ length: count - 1 }, () => ({ reads: [slot(0)] }));
  return blockOf({ writes: [slot(0)] }, ...readers);
}

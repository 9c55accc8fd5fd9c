/** Classes of transactions that look alike, for locks that are learned: see the core's parallel/classes.ts. */
import type { Address, Hex, Transaction } from '../types.ts';

/** The first two of a class, by different senders. */
export interface TransactionClass {
  first: number;
  second: number;
}

/** Which class each transaction belongs to, by its place in `classes`; -1 for none. */
export interface Classification {
  classes: TransactionClass[];
  classOf: Int32Array;
}

/** Hexadecimal digits of a word of input, and of the zeros before an address in it. */
const WORD_DIGITS = 64;
const ADDRESS_PADDING = '0'.repeat(24);
/** Digits of `0x` and a selector. */
const SELECTOR_END = 10;
/** Words that are looked at: those of an exchange's path come early, and a batch of a thousand payments says little. */
const MOST_WORDS = 32;
/** Numbers are not taken for addresses: below 2^96 the digits after the padding begin with eight zeros. */
const SMALL_NUMBER = '0'.repeat(8);

/** The addresses among the words of a call's input. */
function addressesIn(data: Hex): Set<string> {
  const found = new Set<string>();
  const end = Math.min(data.length, SELECTOR_END + MOST_WORDS * WORD_DIGITS);
  for (let at = SELECTOR_END; at + WORD_DIGITS <= end; at += WORD_DIGITS) {
    if (!data.startsWith(ADDRESS_PADDING, at) || data.startsWith(SMALL_NUMBER, at + 24)) continue;
    found.add(data.slice(at + 24, at + WORD_DIGITS));
  }
  return found;
}

interface Call {
  txIndex: number;
  from: Address | undefined;
  addresses: Set<string>;
}

/** Calls by callee and function. */
function groupCalls(transactions: readonly Transaction[]): Call[][] {
  const groups = new Map<string, Call[]>();
  transactions.forEach(({ to, data, from }, txIndex) => {
    if (to === null || data.length < SELECTOR_END) return;
    const key = to + data.slice(0, SELECTOR_END);
    const group = groups.get(key);
    const call = { txIndex, from, addresses: addressesIn(data) };
    if (group === undefined) groups.set(key, [call]);
    else group.push(call);
  });
  return [...groups.values()].filter((calls) => calls.length > 1);
}

/** Splits calls of one function by the addresses that several of them name: tokens and pairs rather than payees. */
function splitByAddresses(calls: readonly Call[]): Call[][] {
  const uses = new Map<string, number>();
  for (const { addresses } of calls)
    for (const address of addresses) uses.set(address, (uses.get(address) ?? 0) + 1);
  const parts = new Map<string, Call[]>();
  for (const call of calls) {
    const shared = [...call.addresses].filter((address) => (uses.get(address) ?? 0) > 1);
    const key = shared.sort().join();
    const part = parts.get(key);
    if (part === undefined) parts.set(key, [call]);
    else part.push(call);
  }
  return [...parts.values()];
}

/** Classes of at least three transactions, for fewer there is nothing to learn. */
export function classify(transactions: readonly Transaction[]): Classification {
  const classes: TransactionClass[] = [];
  const classOf = new Int32Array(transactions.length).fill(-1);
  for (const calls of groupCalls(transactions).flatMap(splitByAddresses)) {
    const [first] = calls;
    const second = calls.find(({ from }) => from !== first?.from);
    if (calls.length < 3 || first === undefined || second === undefined) continue;
    for (const { txIndex } of calls) classOf[txIndex] = classes.length;
    classes.push({ first: first.txIndex, second: second.txIndex });
  }
  return { classes, classOf };
}

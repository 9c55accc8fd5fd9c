/**
 * Affinity learned from a block: transactions that name the same accounts belong together. A group of
 * them goes to one worker with the accounts it names; the groups are shared out evenly.
 */
import type { Address, Block, Transaction } from '../types.ts';
import type { Places } from './placement.ts';
import { shareOut } from './shareOut.ts';

/** What grouping comes to. */
export interface Grouping {
  workers: number;
  homes: Uint8Array;
  places: Places;
  reason: string;
}

/** Above this, a call's gas limit says more about caution than about its length. */
const MOST_WEIGHT = 500_000;
/** Share of a hot account's transactions that must have something else in common for it not to hold them together. */
const MOSTLY = 0.75;

/** Zeros before an address in a word of calldata, and digits that tell it from a number. */
const PADDING = '0'.repeat(24);
const SMALL = '0'.repeat(8);

/** Addresses in the words of calldata: those that are paid, the tokens of a path. */
function addressesIn(data: string): Address[] {
  const found: Address[] = [];
  for (let at = 10; at + 64 <= data.length; at += 64) {
    if (!data.startsWith(PADDING, at) || data.startsWith(SMALL, at + 24)) continue;
    found.push(`0x${data.slice(at + 24, at + 64)}`);
  }
  return found;
}

/** An account that transactions name. */
interface Named {
  address: Address;
  weight: number;
  transactions: number;
  isCallee: boolean;
  /** Weight of its transactions that name others, and others that several name. */
  withOthers: number;
  withShared: number;
  isCut: boolean;
}

class Grouper {
  readonly named: Named[] = [];
  /** Per transaction: its weight and the accounts it names, the sender first. */
  readonly weights: number[];
  readonly names: number[][];
  readonly #ids = new Map<Address, number>();

  constructor(transactions: readonly Transaction[]) {
    this.weights = transactions.map(({ gasLimit }) => Math.min(Number(gasLimit), MOST_WEIGHT));
    this.names = transactions.map((tx, index) => this.#read(tx, this.weights[index] as number));
  }

  #read(tx: Transaction, weight: number): number[] {
    const ids = new Set<number>([this.#id(tx.from as Address)]);
    if (tx.to !== null) {
      const callee = this.#id(tx.to);
      (this.named[callee] as Named).isCallee = true;
      ids.add(callee);
    }
    for (const address of addressesIn(tx.data)) ids.add(this.#id(address));
    for (const { address } of tx.accessList) ids.add(this.#id(address));
    for (const { authority } of tx.authorizationList) if (authority) ids.add(this.#id(authority));
    for (const id of ids) {
      const named = this.named[id] as Named;
      named.weight += weight;
      named.transactions++;
    }
    return [...ids];
  }

  #id(address: Address): number {
    const known = this.#ids.get(address);
    if (known !== undefined) return known;
    const id = this.named.length;
    this.#ids.set(address, id);
    this.named.push({
      address,
      weight: 0,
      transactions: 0,
      isCallee: false,
      withOthers: 0,
      withShared: 0,
      isCut: false,
    });
    return id;
  }

  /**
   * Cuts what would hold too much together. A hot callee, if its transactions name others as well: a token's
   * holders are apart, and so are a router's pairs. Another hot account only if they share others still.
   */
  cut(hot: number): number {
    const isHot = (id: number) => (this.named[id] as Named).weight > hot;
    if (!this.named.some(({ weight }) => weight > hot)) return 0;
    this.names.forEach(([sender, ...others], index) => {
      const weight = this.weights[index] as number;
      for (const id of others) {
        if (!isHot(id)) continue;
        const rest = others.filter((other) => other !== id);
        const named = this.named[id] as Named;
        if (rest.length > 0) named.withOthers += weight;
        const shared = rest.filter((other) => !isHot(other) && (this.named[other] as Named).transactions > 1);
        if (shared.length > 0 || (sender !== undefined && (this.named[sender] as Named).transactions > 1))
          named.withShared += weight;
      }
    });
    let cut = 0;
    for (const named of this.named) {
      if (named.weight <= hot) continue;
      const apart = named.isCallee ? named.withOthers : named.withShared;
      named.isCut = apart >= MOSTLY * named.weight;
      if (named.isCut) cut++;
    }
    return cut;
  }

  /** Groups of transactions, each the root of a union-find over what they name. */
  groups(): number[] {
    const parent = this.named.map((_, id) => id);
    const rootOf = (id: number) => {
      let root = id;
      while (parent[root] !== root) {
        parent[root] = parent[parent[root] as number] as number;
        root = parent[root] as number;
      }
      return root;
    };
    for (const [first = 0, ...others] of this.names) {
      for (const id of others) if (!(this.named[id] as Named).isCut) parent[rootOf(id)] = rootOf(first);
    }
    return this.named.map((_, id) => rootOf(id));
  }
}

/** Groups the transactions of a block for at most so many workers. */
export function groupByAffinity({ transactions, header }: Block, most: number): Grouping {
  const grouper = new Grouper(transactions);
  const { weights, names, named } = grouper;
  const total = weights.reduce((sum, weight) => sum + weight, 0);
  const cut = grouper.cut(total / (2 * most));
  const roots = grouper.groups();
  const groupOf = names.map(([sender]) => roots[sender as number] as number);
  const { workerOf, workers, groups, largest } = shareOut(groupOf, weights, most);
  const homes = Uint8Array.from(groupOf, (group) => workerOf.get(group) as number);
  const places = new Map<Address, { owner: number; isSplit: boolean }>([
    [header.beneficiary, { owner: 0, isSplit: false }], // it is somebody's from the start
  ]);
  named.forEach(({ address, isCut }, id) => {
    const owner = isCut ? id % workers : (workerOf.get(roots[id] as number) as number);
    places.set(address, { owner, isSplit: isCut });
  });
  const share = total === 0 ? 0 : Math.round((100 * largest) / total);
  const reason = `${groups} groups of transactions that name the same accounts, the largest with ${share} % of the gas limits; ${cut} accounts that most name hold none together`;
  return { workers, homes, places, reason };
}

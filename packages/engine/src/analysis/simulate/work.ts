/** A recorded block in the form that simulations want: locations are numbers. */
import type { BlockRecord, RecordedAccess } from '../../record.ts';
import type { Address } from '../../types.ts';
import { dependenciesOf } from '../dependencies.ts';
import { locationKey } from '../location.ts';

/** How a transaction uses a location. Credits go together with each other, reads with reads. */
export type Use = 'read' | 'write' | 'credit';

/** What a transaction needs of a lower one. */
export interface Need {
  on: number;
  location: number;
  /** Share of the work before it, from 0 to 1. */
  at: number;
  /** True for the nonce of a sender: everybody knows beforehand that it is needed. */
  isForeseen: boolean;
}

export interface WorkItem {
  /** Its time alone, in milliseconds. */
  ms: number;
  /** By location, the strongest use. */
  uses: Map<number, Use>;
  /** In the order in which it comes across them. */
  needs: Need[];
}

export interface Work {
  items: WorkItem[];
  /** The account of each location. */
  accounts: Address[];
  /** Locations that the block writes. */
  written: number;
  /** Milliseconds of all transactions. */
  workMs: number;
  /** Milliseconds of the block beside its transactions (system calls and the like), the same for every mechanism. */
  outsideMs: number;
}

const strength: Record<Use, number> = { read: 0, credit: 1, write: 2 };

/** Who reads and credits must know the sum: that is a write. */
function stronger(a: Use | undefined, b: Use): Use {
  if (a === undefined || a === b) return b;
  return strength[a] + strength[b] === 1 ? 'write' : strength[a] > strength[b] ? a : b;
}

/** Numbers locations. Where storage was dropped, all slots of the account are one location, as they conflict with the drop. */
class Numbering {
  readonly accounts: Address[] = [];
  readonly #numbers = new Map<string, number>();
  readonly #dropped: Set<Address>;

  constructor({ transactions }: BlockRecord) {
    const drops = transactions.flatMap(({ writes }) => writes.filter(({ kind }) => kind === 'storage'));
    this.#dropped = new Set(drops.map(({ address }) => address));
  }

  numberOf(access: Pick<RecordedAccess, 'address' | 'kind' | 'slot'>): number {
    const { address, kind } = access;
    const isOfDropped = kind === 'slot' && this.#dropped.has(address);
    const key = locationKey(isOfDropped ? { address, kind: 'storage' } : access);
    const known = this.#numbers.get(key);
    if (known !== undefined) return known;
    this.#numbers.set(key, this.accounts.length);
    return this.accounts.push(address) - 1;
  }
}

/**
 * Prepares a recorded block for simulation.
 *
 * @param outsideMs milliseconds of the block that are not in its transactions
 */
export function workOf(record: BlockRecord, outsideMs = 0): Work {
  const numbering = new Numbering(record);
  const dependencies = dependenciesOf(record);
  const items = record.transactions.map(({ ms, reads, writes }, txIndex): WorkItem => {
    const uses = new Map<number, Use>();
    const use = (access: RecordedAccess, as: Use) => {
      const number = numbering.numberOf(access);
      uses.set(number, stronger(uses.get(number), as));
    };
    for (const read of reads) use(read, 'read');
    for (const write of writes) use(write, write.commutes ? 'credit' : 'write');
    const needs = dependencies[txIndex]!.map(({ on, location, at }) => ({
      on,
      location: numbering.numberOf(location),
      at,
      isForeseen: location.kind === 'nonce' && at === 0,
    }));
    return { ms, uses, needs: needs.sort((a, b) => a.at - b.at || a.on - b.on) };
  });
  const workMs = items.reduce((sum, { ms }) => sum + ms, 0);
  const written = new Set(
    items.flatMap(({ uses }) => [...uses].filter(([, use]) => use !== 'read').map(([location]) => location)),
  ).size;
  return { items, accounts: numbering.accounts, written, workMs, outsideMs };
}

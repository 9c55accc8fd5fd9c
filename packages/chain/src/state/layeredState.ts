/** A state with diffs on top that belong to no block. */
import {
  type Account,
  type Address,
  completeDiff,
  type Hash,
  type StateDiff,
  type StateReader,
} from '@heddle/engine';
import { DiffLookup } from './diffLookup.ts';
import type { StateView } from './stateView.ts';

export class LayeredState implements StateReader {
  readonly #base: StateView;
  /** The last one on top. */
  readonly #layers: DiffLookup[] = [];
  readonly #codes = new Map<Hash, Uint8Array>();

  constructor(base: StateView) {
    this.#base = base;
  }

  /** Puts a diff on top; returns it completed. */
  add(diff: StateDiff): StateDiff {
    const whole = completeDiff(diff, (address) => this.slotsOf(address));
    this.#layers.push(new DiffLookup(whole));
    for (const [hash, code] of whole.codes) this.#codes.set(hash, code);
    return whole;
  }

  account(address: Address): Account | undefined {
    for (const layer of this.#layers.toReversed()) {
      const found = layer.account(address, 'forward');
      if (found !== undefined) return found.value;
    }
    return this.#base.account(address);
  }

  storage(address: Address, slot: Hash): bigint {
    for (const layer of this.#layers.toReversed()) {
      const found = layer.slot(address, slot, 'forward');
      if (found !== undefined) return found.value;
    }
    return this.#base.storage(address, slot);
  }

  code(hash: Hash): Uint8Array {
    return this.#codes.get(hash) ?? this.#base.code(hash);
  }

  /** All slots of an account that are not empty. */
  *slotsOf(address: Address): Generator<[Hash, bigint]> {
    const seen = new Set<Hash>();
    for (const layer of this.#layers.toReversed()) {
      for (const [slot, value] of layer.slots(address, 'forward')) {
        if (seen.has(slot)) continue;
        seen.add(slot);
        if (value !== 0n) yield [slot, value];
      }
    }
    for (const entry of this.#base.slotsOf(address)) if (!seen.has(entry[0])) yield entry;
  }
}

/** From a slot to what a programmer calls it: `balances[0x12…]`, `pools[3].reserves`, `names["a"]`. */
import type { Hash } from '@heddle/engine';
import { formatKey } from './formatKey.ts';
import type { Derivation, Preimages } from './preimages.ts';
import type { StorageLayout, StorageVariable } from './storageLayout.ts';

/** A variable, or a part of one, that stands in a slot. */
interface Place {
  /** How to write it. */
  name: string;
  /** A key of the layout's types. */
  type: string;
  /** Slots from its start to the slot in question. */
  inside: bigint;
}

const WORD_BYTES = 32;
/** Deeper nesting than anybody writes; a bound, since a hostile contract can hash what it likes. */
const MAX_DEPTH = 16;

const slotsOf = (bytes: number): bigint => BigInt(Math.max(1, Math.ceil(bytes / WORD_BYTES)));

/** Resolves slots of one contract. */
export class SlotResolver {
  readonly #layout: StorageLayout;
  readonly #preimages: Preimages;

  constructor(layout: StorageLayout, preimages: Preimages) {
    this.#layout = layout;
    this.#preimages = preimages;
  }

  /** The variables in a slot, several when they share it; undefined when the layout has none there. */
  resolve(slot: Hash): string | undefined {
    const places = this.#placesAt(BigInt(slot), 0);
    return places.length === 0 ? undefined : places.map((place) => this.#nameOf(place)).join(', ');
  }

  /** The slot of a dynamic array itself holds its length. */
  #nameOf({ name, type }: Place): string {
    return this.#layout.types[type]?.encoding === 'dynamic_array' ? `${name}.length` : name;
  }

  #placesAt(slot: bigint, depth: number): Place[] {
    const plain = this.#pick('', this.#layout.variables, slot);
    if (plain.length > 0 || depth === MAX_DEPTH) return plain;
    const derivation = this.#preimages.derivationOf(slot);
    if (derivation === undefined) return [];
    return this.#placesAt(derivation.parent, depth + 1).flatMap((parent) => this.#enter(parent, derivation));
  }

  /** Those of several variables, beside each other in storage, that cover a slot. */
  #pick(prefix: string, variables: readonly StorageVariable[], slot: bigint): Place[] {
    return variables.flatMap((variable) => {
      const type = this.#layout.types[variable.type];
      const inside = slot - variable.slot;
      if (type === undefined || inside < 0n || inside >= slotsOf(type.numberOfBytes)) return [];
      return this.#descend({ name: prefix + variable.label, type: variable.type, inside });
    });
  }

  /** Goes into structs and arrays of fixed length until something stands alone or beside others in the slot. */
  #descend(place: Place): Place[] {
    const type = this.#layout.types[place.type];
    if (type?.encoding !== 'inplace') return [place];
    if (type.members !== undefined) return this.#pick(`${place.name}.`, type.members, place.inside);
    if (type.base !== undefined) return this.#item(place.name, type.base, place.inside);
    return [place];
  }

  /** What a hash leads to from a mapping, an array or bytes. */
  #enter(parent: Place, { key, offset }: Derivation): Place[] {
    const type = this.#layout.types[parent.type];
    if (type === undefined) return [];
    const isHashOfSlot = key === '0x';
    if (type.encoding === 'mapping' && type.value !== undefined && !isHashOfSlot) {
      const value = this.#layout.types[type.value];
      if (value === undefined || offset >= slotsOf(value.numberOfBytes)) return [];
      const name = `${parent.name}[${formatKey(key, type.key)}]`;
      return this.#descend({ name, type: type.value, inside: offset });
    }
    if (type.encoding === 'dynamic_array' && type.base !== undefined && isHashOfSlot)
      return this.#item(parent.name, type.base, offset);
    if (type.encoding === 'bytes' && isHashOfSlot) {
      const from = offset * BigInt(WORD_BYTES);
      return [{ ...parent, name: `${parent.name} (bytes ${from} to ${from + 31n})` }];
    }
    return [];
  }

  /** The item of an array, or the items, that stand so many slots behind its start. */
  #item(array: string, base: string, inside: bigint): Place[] {
    const type = this.#layout.types[base];
    if (type === undefined) return [];
    if (type.numberOfBytes <= WORD_BYTES / 2) {
      const perSlot = BigInt(Math.floor(WORD_BYTES / type.numberOfBytes));
      const first = inside * perSlot;
      return [{ name: `${array}[${first}…${first + perSlot - 1n}]`, type: base, inside: 0n }];
    }
    const slots = slotsOf(type.numberOfBytes);
    return this.#descend({ name: `${array}[${inside / slots}]`, type: base, inside: inside % slots });
  }
}

/** Slots that a compiler gives to variables: it counts from 0. */
const MOST_PLAIN = 2n ** 32n;

/** The same as far as it goes without a layout: `slot 3[0x12…]`; undefined when a slot comes from nowhere known. */
export function describeSlot(slot: Hash, preimages: Preimages): string | undefined {
  const walk = (position: bigint, depth: number): string | undefined => {
    if (position < MOST_PLAIN) return `slot ${position}`;
    const derivation = depth === MAX_DEPTH ? undefined : preimages.derivationOf(position);
    if (derivation === undefined) return undefined;
    const parent = walk(derivation.parent, depth + 1);
    if (parent === undefined) return undefined;
    const { key, offset } = derivation;
    if (key === '0x') return `${parent}[${offset}]`;
    return `${parent}[${formatKey(key, undefined)}]${offset === 0n ? '' : ` + ${offset}`}`;
  };
  return walk(BigInt(slot), 0);
}

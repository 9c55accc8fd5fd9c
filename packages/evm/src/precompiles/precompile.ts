import { type Hardfork, hardforks } from '../hardforks.ts';

/** A contract that the protocol itself provides. Pure: equal inputs give equal gas and equal output. */
export interface Precompile {
  /** The address as a number; all of them fit in 16 bits. */
  readonly address: number;
  /** Name in the EIPs, for traces. */
  readonly name: string;
  /** First hardfork that has it. */
  readonly since: Hardfork;
  /** Gas of a call with `input`. Never allocates by what the input claims; may exceed 64 bits. */
  gas(input: Uint8Array, hardfork: Hardfork): bigint;
  /**
   * The output, or undefined when the call fails and loses all of its gas. Call it only when `gas`
   * has been paid: the work and the memory are bounded by the gas.
   */
  run(input: Uint8Array): Uint8Array | undefined;
}

/** A price no call can pay: more than any 256-bit amount of gas. */
export const UNAFFORDABLE = 1n << 256n;

/**
 * Turns figures with the hardforks they start at into a lookup.
 *
 * `byHardfork({ byzantium: 500n, istanbul: 150n })('london')` is 150n. Before the first entry the
 * first entry holds, because nobody asks there.
 */
export function byHardfork<Value>(changes: Partial<Record<Hardfork, Value>>): (hardfork: Hardfork) => Value {
  const values = new Map<Hardfork, Value>();
  let current = Object.values(changes)[0] as Value;
  for (const hardfork of hardforks) {
    current = changes[hardfork] ?? current;
    values.set(hardfork, current);
  }
  return (hardfork) => values.get(hardfork) as Value;
}

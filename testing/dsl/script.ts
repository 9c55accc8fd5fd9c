import type { Hex } from '@heddle/engine';
import { actor, type Deed } from './actor.ts';

/** One step of a script for the actor; see `actor.ts` for what each deed makes of its arguments. */
export interface Step {
  deed: Deed;
  a?: bigint;
  b?: bigint;
  /** The script of a call. */
  script?: Step[];
  /** The init code of a creation. */
  initCode?: Hex;
}

function word(value: bigint): string {
  return value.toString(16).padStart(64, '0');
}

/** Calldata that makes an actor do the steps in their order. */
export function encodeScript(steps: readonly Step[]): Hex {
  return `0x${steps.map(encodeStep).join('')}`;
}

function encodeStep({ deed, a = 0n, b = 0n, script, initCode }: Step): string {
  const data = script === undefined ? (initCode ?? '0x').slice(2) : encodeScript(script).slice(2);
  const handler = BigInt(actor.labels.get(deed)!);
  // The data's end is the next step's start, so nothing pads it.
  return [handler, a, b, BigInt(data.length / 2)].map(word).join('') + data;
}

/** Bytes of calldata that a script takes: what `skipIfOdd` has to skip. */
export function scriptBytes(steps: readonly Step[]): bigint {
  return BigInt(encodeScript(steps).length / 2 - 1);
}

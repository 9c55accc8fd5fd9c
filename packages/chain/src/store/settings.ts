/** What one may set of a store. */
import { OptionInvalidError } from '@heddle/engine';
import type { StoreSettings } from './chainStore.ts';

/** How a store is made or opened. */
export interface StoreOptions {
  /** Keeps every value that every location ever had, and the diffs of all blocks. Decided when the store is made; default false. */
  archive?: boolean;
  /** Blocks below the flat state whose diffs are kept; at least 256, default 1,024. Archives keep all. */
  keepDiffs?: number;
  /** Blocks below the flat state whose bodies, receipts and access lists are kept; default all. Not less than `keepDiffs`. */
  keepBodies?: number;
}

/** The deepest re-organisation that must be possible. */
const LEAST_DIFFS = 256;
const DEFAULT_DIFFS = 1024;

/** @throws OptionInvalidError */
export function settingsOf({
  archive = false,
  keepDiffs = DEFAULT_DIFFS,
  keepBodies,
}: StoreOptions): StoreSettings {
  check('keepDiffs', keepDiffs, LEAST_DIFFS);
  if (keepBodies !== undefined) check('keepBodies', keepBodies, keepDiffs);
  return { archive, keepDiffs, keepBodies };
}

function check(option: string, value: number, least: number): void {
  if (!Number.isSafeInteger(value) || value < least)
    throw new OptionInvalidError({ option, value, expected: `an integer from ${least} on` });
}

/** Numbers below which something is not kept, once the flat state is that of block `marker`. Undefined: all is. */
export interface KeptFrom {
  diffs: bigint | undefined;
  bodies: bigint | undefined;
}

export function keptFrom({ archive, keepDiffs, keepBodies }: StoreSettings, marker: bigint): KeptFrom {
  return {
    diffs: archive ? undefined : marker - BigInt(keepDiffs),
    bodies: keepBodies === undefined ? undefined : marker - BigInt(keepBodies),
  };
}

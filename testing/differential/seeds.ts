import { readFileSync, writeFileSync } from 'node:fs';
import type { Family } from './blockOfSeed.ts';

const file = new URL('seeds.json', import.meta.url);

function read(): Record<Family, number[]> {
  return JSON.parse(readFileSync(file, 'utf8'));
}

/** Seeds of a family whose blocks once gave a difference. */
export function foundSeeds(family: Family): number[] {
  return read()[family];
}

/** Keeps a seed, so that every later run begins with its block. */
export function keepSeed(family: Family, seed: number): void {
  const all = read();
  all[family] = [...new Set([...all[family], seed])];
  writeFileSync(file, `${JSON.stringify(all)}\n`);
}

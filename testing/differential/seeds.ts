import { readFileSync, writeFileSync } from 'node:fs';

const file = new URL('seeds.json', import.meta.url);

/** Seeds whose blocks once gave a difference. */
export function foundSeeds(): number[] {
  return JSON.parse(readFileSync(file, 'utf8')) as number[];
}

/** Keeps a seed, so that every later run begins with its block. */
export function keepSeed(seed: number): void {
  const seeds = new Set([...foundSeeds(), seed]);
  writeFileSync(file, `${JSON.stringify([...seeds])}\n`);
}

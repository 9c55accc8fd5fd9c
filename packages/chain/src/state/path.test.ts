import type { Hash } from '@heddle/engine';
import { expect, test } from 'vitest';
import { type Place, pathBetween } from './path.ts';

const hashOf = (name: string) => `0x${Buffer.from(name).toString('hex')}` as Hash;

/** a0 — a1 — a2 — a3, and b2 — b3 — b4 on a1. */
const places = new Map<Hash, Place>(
  [
    ['a0', 'none', 0n],
    ['a1', 'a0', 1n],
    ['a2', 'a1', 2n],
    ['a3', 'a2', 3n],
    ['b2', 'a1', 2n],
    ['b3', 'b2', 3n],
    ['b4', 'b3', 4n],
  ].map(([name, parent, number]) => [
    hashOf(name as string),
    { parentHash: hashOf(parent as string), number: number as bigint },
  ]),
);

function pathOf(from: string, to: string): string[] {
  const placeOf = (hash: Hash) => places.get(hash) as Place;
  return pathBetween(hashOf(from), hashOf(to), placeOf).map(
    ({ hash, direction }) => `${direction === 'forward' ? '+' : '-'}${Buffer.from(hash.slice(2), 'hex')}`,
  );
}

test.each([
  ['a1', 'a1', []],
  ['a0', 'a2', ['+a1', '+a2']],
  ['a3', 'a1', ['-a3', '-a2']],
  ['a3', 'b4', ['-a3', '-a2', '+b2', '+b3', '+b4']],
  ['b4', 'a2', ['-b4', '-b3', '-b2', '+a2']],
  ['b2', 'a2', ['-b2', '+a2']],
])('from %s to %s', (from, to, steps) => {
  expect(pathOf(from, to)).toEqual(steps);
});

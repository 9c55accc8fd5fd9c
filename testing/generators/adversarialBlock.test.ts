import { rulesOf } from '@heddle/evm';
import { describe, expect, test } from 'vitest';
import { outcomeOf } from '../differential/outcome.ts';
import {
  type AdversarialKind,
  adversarialBlock,
  adversarialKinds,
  adversarialOptions,
} from './adversarialBlock.ts';
import { coveredHardforks } from './randomBlock.ts';

/** Kinds that are meant to be invalid often: always, or in a good part of their blocks. */
const oftenInvalid = new Map<AdversarialKind, number>([
  ['flawed', 1],
  ['fullBlocks', 0.7],
  ['payments', 0.5],
  ['beneficiaries', 0.5],
  ['delegations', 0.4],
  ['chains', 0.3],
]);

const seedsOf = (kind: AdversarialKind) =>
  Array.from({ length: 30 }, (_, round) => adversarialKinds.length * round).map(
    (first) => first + adversarialKinds.indexOf(kind),
  );

describe.each(adversarialKinds)('%s', (kind) => {
  test('comes up with its seeds, the same block each time', () => {
    for (const seed of seedsOf(kind).slice(0, 3)) {
      const options = adversarialOptions(seed);
      expect(options.kind).toBe(kind);
      expect(adversarialBlock(seed).block).toEqual(adversarialBlock(seed, options).block);
    }
  });

  test('blocks are invalid only as often as they are meant to be', async () => {
    let refused = 0;
    for (const seed of seedsOf(kind)) {
      const { block, state } = adversarialBlock(seed, { ...adversarialOptions(seed), size: 12 });
      if ((await outcomeOf(block, state, { mechanism: 'serial' })).kind === 'refused') refused++;
    }
    expect(refused).toBeLessThanOrEqual(30 * (oftenInvalid.get(kind) ?? 0));
  });
});

test('sizes and hardforks are spread, and no gas limit is above the cap', () => {
  const all = Array.from({ length: 300 }, (_, seed) => adversarialOptions(seed));
  expect(new Set(all.map(({ hardfork }) => hardfork)).size).toBe(coveredHardforks.length);
  expect(Math.max(...all.map(({ size }) => size))).toBeGreaterThan(250);
  expect(Math.min(...all.map(({ size }) => size))).toBe(2);
  for (let seed = 0; seed < 60; seed++) {
    const { block } = adversarialBlock(seed);
    const cap = rulesOf(block.hardfork).maxTransactionGas;
    for (const { gasLimit } of block.transactions) expect(Number(gasLimit)).toBeLessThanOrEqual(cap);
  }
});

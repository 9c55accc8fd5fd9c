import { type Hash, logsBloom } from '@heddle/engine';
import fc from 'fast-check';
import { expect, test } from 'vitest';
import { BloomIndex } from './logIndex.ts';
import { type LogPattern, matchesLog } from './matchLog.ts';

const addressOf = (n: number) => `0x${n.toString(16).padStart(40, 'a')}` as const;
const topicOf = (n: number): Hash => `0x${n.toString(16).padStart(64, 'b')}`;

const log = fc
  .record({ address: fc.nat(4), topics: fc.array(fc.nat(4), { maxLength: 3 }) })
  .map(({ address, topics }) => ({
    address: addressOf(address),
    topics: topics.map(topicOf),
    data: '0x' as const,
  }));

const pattern: fc.Arbitrary<LogPattern> = fc
  .record({
    addresses: fc.option(fc.uniqueArray(fc.nat(4), { minLength: 1, maxLength: 3 }), { nil: undefined }),
    topics: fc.array(
      fc.option(fc.uniqueArray(fc.nat(4), { minLength: 1, maxLength: 3 }), { nil: undefined }),
      { maxLength: 4 },
    ),
  })
  .map(({ addresses, topics }) => ({
    addresses: addresses && new Set(addresses.map(addressOf)),
    topics: topics.map((alternatives) => alternatives && new Set(alternatives.map(topicOf))),
  }));

test('leaves out no block that has such a log, and few others', () => {
  let [found, wrong] = [0, 0];
  fc.assert(
    fc.property(
      fc.array(fc.array(log, { maxLength: 3 }), { minLength: 1, maxLength: 90 }),
      pattern,
      fc.nat(2_100),
      fc.nat(90),
      fc.nat(90),
      (blocks, wanted, base, start, length) => {
        const index = new BloomIndex();
        blocks.forEach((logs, i) => {
          index.add({ number: BigInt(base + i), logsBloom: logsBloom(logs) });
        });
        const from = base + (start % blocks.length);
        const to = Math.min(from + length, base + blocks.length - 1);
        const candidates = [...index.candidates(wanted, BigInt(from), BigInt(to))].map(Number);
        const right = blocks.flatMap((logs, i) => {
          const isInRange = base + i >= from && base + i <= to;
          return isInRange && logs.some((one) => matchesLog(wanted, one)) ? [base + i] : [];
        });
        expect(candidates).toEqual([...candidates].sort((x, y) => x - y));
        expect(candidates).toEqual(expect.arrayContaining(right));
        found += right.length;
        // Terms may stand in different logs of a block, so only patterns of one term tell how often the bloom is wrong.
        if (wanted.topics.length === 0 && wanted.addresses?.size === 1)
          wrong += candidates.length - right.length;
      },
    ),
    { seed: 13, numRuns: 300 },
  );
  expect(found).toBeGreaterThan(100);
  expect(wrong).toBeLessThan(found / 20);
});

test('gives every block where anything matches', () => {
  const any = { addresses: undefined, topics: [] };
  expect([...new BloomIndex().candidates(any, 2_040n, 2_050n)]).toHaveLength(11);
});

test('forgets a block that is removed', () => {
  const index = new BloomIndex();
  const bloom = logsBloom([{ address: addressOf(1), topics: [], data: '0x' }]);
  const wanted = { addresses: new Set([addressOf(1)]), topics: [] };
  for (const number of [5n, 6n]) index.add({ number, logsBloom: bloom });
  index.remove({ number: 5n });
  expect([...index.candidates(wanted, 0n, 10n)]).toEqual([6n]);
});

test('finds one block among a million without reading them', () => {
  const index = new BloomIndex();
  const empty = `0x${'00'.repeat(256)}` as const;
  for (let number = 0n; number < 20_480n; number += 2_048n) index.add({ number, logsBloom: empty });
  index.add({ number: 12_345n, logsBloom: logsBloom([{ address: addressOf(3), topics: [], data: '0x' }]) });
  const wanted = { addresses: new Set([addressOf(3)]), topics: [] };
  const begun = performance.now();
  expect([...index.candidates(wanted, 0n, 1_000_000n)]).toEqual([12_345n]);
  expect(performance.now() - begun).toBeLessThan(100);
});

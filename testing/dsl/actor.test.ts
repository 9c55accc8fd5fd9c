import { expect, test } from 'vitest';
import { actor } from './actor.ts';
import { create2Address, initCodeOf } from './deployments.ts';
import { encodeScript, scriptBytes } from './script.ts';

test('a step names its handler, and nested data follows it', () => {
  const script = encodeScript([{ deed: 'call', a: 1n, b: 2n, script: [{ deed: 'gas' }] }]);
  const words = script
    .slice(2)
    .match(/.{64}/g)!
    .map((word) => BigInt(`0x${word}`));
  expect(words.slice(0, 5)).toEqual(
    [...['call', 1n, 2n, 128n, 'gas']].map((w) => (typeof w === 'string' ? BigInt(actor.labels.get(w)!) : w)),
  );
  expect(scriptBytes([{ deed: 'gas' }])).toBe(128n);
});

test('init code points behind itself', () => {
  expect(initCodeOf('0xaabb')).toBe('0x6002600c60003960026000f3aabb');
});

// Example 1 of EIP-1014.
test('CREATE2 address', () => {
  expect(create2Address(`0x${'00'.repeat(20)}`, 0n, '0x00')).toBe(
    '0x4d1a2e2bb4f88f0250f26ffff098b0b30b26bf38',
  );
});

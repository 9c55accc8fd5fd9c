import { expect, test } from 'vitest';
import { type Kill, killRepeatedly } from './crash/killRepeatedly.ts';

test('kill -9 in the middle of imports leaves every chain whole', { timeout: 300_000 }, async () => {
  const kills: Kill[] = [];
  await killRepeatedly(12, 3, (kill) => kills.push(kill));
  expect(kills).toHaveLength(12);
  expect(kills.some(({ head }) => head > 0)).toBe(true);
});

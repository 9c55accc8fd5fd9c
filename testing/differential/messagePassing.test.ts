import { createPool, executeBlock } from '@heddle/engine';
import { expect, test } from 'vitest';
import { randomBlock } from '../generators/randomBlock.ts';

/** Executes a random block on two workers and returns what they told each other. */
async function notesOf(placement: 'affinity' | 'hash') {
  const { block, state } = randomBlock(7, { transactions: 60, keys: 8, hardfork: 'cancun' });
  const pool = await createPool({ workers: 2 });
  const { report } = await executeBlock(block, state, {
    mechanism: 'message-passing',
    placement,
    pool,
    fallBack: false,
  });
  await pool.close();
  return report.messages!;
}

test('every question is answered, and the report counts both', async () => {
  const { sent, foreignShare, waits, owners, placement } = await notesOf('hash');
  expect([owners, placement]).toEqual([2, 'hash']);
  expect(sent.read).toBeGreaterThan(0);
  expect(sent.answer).toBe(sent.read);
  expect(sent.verdict).toBeLessThanOrEqual(sent.check);
  expect(sent.claim).toBe(0);
  expect(waits).toBeGreaterThan(0);
  expect(foreignShare).toBeGreaterThan(0);
});

test('by affinity the report says what was grouped', async () => {
  const { placement, reason } = await notesOf('affinity');
  expect(placement).toBe('affinity');
  expect(reason).toMatch(/groups of transactions/);
});

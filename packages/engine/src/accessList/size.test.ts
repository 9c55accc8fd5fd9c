import { expect, test } from 'vitest';
import type { AccountAccesses, Hash } from '../types.ts';
import { checkAccessListSize } from './size.ts';

const slot: Hash = `0x${'00'.repeat(32)}`;
/** An account that counts three times: itself, a slot that changed, a slot that was read. */
const account: AccountAccesses = {
  address: `0x${'01'.repeat(20)}`,
  storageChanges: [
    {
      slot,
      changes: [
        { index: 1, value: 1n },
        { index: 2, value: 2n },
      ],
    },
  ],
  storageReads: [slot],
  balanceChanges: [{ index: 1, value: 5n }],
  nonceChanges: [],
  codeChanges: [],
};

test('a list may name one account or slot per 2,000 gas of the block', () => {
  const header = { gasLimit: 6_000n, number: 1n };
  expect(() => checkAccessListSize([account], header)).not.toThrow();
  expect(() => checkAccessListSize([account], { ...header, gasLimit: 5_999n })).toThrow(
    'Block 1: 3 accounts and slots in the block access list, more than 2.',
  );
});

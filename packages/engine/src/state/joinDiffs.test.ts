import { expect, test } from 'vitest';
import type { Address, Hash } from '../types.ts';
import { changesOfDiff } from './changesOfDiff.ts';
import { diffOfChanges } from './diffOfChanges.ts';
import { decodeStateDiff, encodeStateDiff } from './encodeStateDiff.ts';
import { joinDiffs } from './joinDiffs.ts';
import { MemoryState } from './memoryState.ts';

const codeHash: Hash = '0xc5d2460186f7233c927e7db2dcc703c0e500b653ca82273b7bfad8045d85a470';
const account = (n: number): Address => `0x${n.toString(16).padStart(40, '0')}`;
const slot = (n: number): Hash => `0x${n.toString(16).padStart(64, '0')}`;

test('joined diffs go from the first state to the last, and back', () => {
  const first = MemoryState.fromAlloc({ [account(2)]: { balance: '0x5', storage: { '0x1': '0x7' } } });
  const states = [first];
  const steps = [
    [
      { n: 2, balance: 6n, storage: [[slot(1), 8n]] },
      { n: 1, balance: 1n, storage: [] },
    ],
    [
      {
        n: 2,
        balance: 5n,
        storage: [
          [slot(1), 0n],
          [slot(0), 3n],
        ],
      },
      { n: 3, balance: 9n, storage: [[slot(4), 4n]] },
    ],
  ] as const;
  const diffs = steps.map((edits) => {
    const before = states.at(-1)!;
    const accounts = edits.map(({ n, balance, storage }) => ({
      address: account(n),
      account: { nonce: 0n, balance, codeHash },
      storageCleared: false,
      storage: storage.map(([key, value]): [Hash, bigint] => [key, value]),
    }));
    const diff = diffOfChanges({ accounts, code: [] }, before);
    const after = before.fork();
    after.apply(changesOfDiff(diff));
    states.push(after);
    return diff;
  });
  const joined = decodeStateDiff(encodeStateDiff(joinDiffs(diffs)));
  const forward = first.fork();
  forward.apply(changesOfDiff(joined));
  expect(forward.stateRoot()).toBe(states[2]!.stateRoot());
  const back = states[2]!.fork();
  back.apply(changesOfDiff(joined, 'backward'));
  expect(back.stateRoot()).toBe(first.stateRoot());
  expect(joinDiffs([diffs[0]!])).toBe(diffs[0]);
  expect(states[1]!.stateRoot()).not.toBe(states[2]!.stateRoot());
});

import { chainSpec, decodeBlock, devChain, recoverSender } from '@heddle/engine';
import { expect, test } from 'vitest';
import { ChainMaker } from './chainMaker.ts';

test('blocks are sealed, signed, and store, destroy and create again', async () => {
  const maker = new ChainMaker(devChain('shanghai'), 1);
  const blocks = await maker.line(maker.genesis, 30);
  const last = blocks.at(-1)!;
  expect(last.header.number).toBe(30n);
  expect(last.state.stateRoot()).toBe(last.header.stateRoot);
  const { transactions } = decodeBlock(blocks[0]!.rlp, { spec: maker.spec });
  expect(transactions).toHaveLength(5);
  for (const transaction of transactions)
    expect(maker.alloc).toHaveProperty(recoverSender(transaction) as string);
  const destroyed = blocks.filter(({ state, parent }) =>
    [...parent!.state.entries()].some(
      ([address, { storage }]) => storage.size > 0 && !state.account(address),
    ),
  );
  expect(destroyed.length).toBeGreaterThan(0);
});

test('the same seed gives the same chain', async () => {
  const spec = chainSpec({
    name: 'two',
    chainId: 5n,
    schedule: [
      ['byzantium', { block: 0n }],
      ['london', { block: 3n }],
    ],
  });
  const heads = [];
  for (let i = 0; i < 2; i++) {
    const maker = new ChainMaker(spec, 7);
    heads.push((await maker.line(maker.genesis, 5)).at(-1)!.hash);
  }
  expect(heads[0]).toBe(heads[1]);
});

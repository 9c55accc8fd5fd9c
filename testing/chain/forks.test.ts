import { devChain } from '@heddle/engine';
import { afterEach, expect, test } from 'vitest';
import { createRandom } from '../generators/random.ts';
import { ChainMaker, type MadeBlock } from './chainMaker.ts';
import { closeAll, expectState, openFor } from './opening.ts';

afterEach(closeAll);

const DEEPEST = 64;

/** A tree of blocks: a trunk, and branches that leave it, or one another, anywhere. */
async function makeTree(maker: ChainMaker, seed: number): Promise<MadeBlock[]> {
  const random = createRandom(seed);
  const blocks = [maker.genesis];
  for (let branch = 0; branch < 5; branch++) {
    const parent = branch === 0 ? maker.genesis : random.pick(blocks);
    const length = branch === 0 ? DEEPEST : 1 + random.below(DEEPEST);
    const beneficiary = `0x${String(branch).padStart(40, 'c')}` as const;
    blocks.push(...(await maker.line(parent, length, { transactions: 2, beneficiary })));
  }
  return blocks.slice(1);
}

/** An order in which every block comes after its parent, and branches grow in turn. */
function mix(blocks: readonly MadeBlock[], seed: number): MadeBlock[] {
  const random = createRandom(seed);
  const left = [...blocks];
  const done = new Set<MadeBlock | undefined>([blocks[0]!.parent]);
  const order: MadeBlock[] = [];
  while (left.length > 0) {
    const ready = left.filter(({ parent }) => done.has(parent));
    let next: MadeBlock | undefined = random.pick(ready);
    // Runs of one branch: a node meets those far more often than blocks in turn.
    for (let run = 1 + random.below(20); next && run > 0; run--) {
      left.splice(left.indexOf(next), 1);
      done.add(next);
      order.push(next);
      next = left.find(({ parent }) => parent === order.at(-1));
    }
  }
  return order;
}

test.each([
  ['petersburg', 1, 'memory'],
  ['istanbul', 2, 'disk'],
  ['shanghai', 3, 'disk'],
] as const)('forks of %s up to 64 deep, seed %i, in %s', async (hardfork, seed, where) => {
  const maker = new ChainMaker(devChain(hardfork), seed);
  const blocks = await makeTree(maker, seed);
  const chain = await openFor(maker, where, { flush: { blocks: 7 } });
  let best: MadeBlock | undefined;
  for (const block of mix(blocks, seed)) {
    await chain.import(block.rlp);
    const isBetter = hardfork === 'shanghai' || block.totalDifficulty > (best?.totalDifficulty ?? 0n);
    if (isBetter) best = block;
    expect(chain.head.hash).toBe(best!.hash);
  }
  expectState(chain, best!);
  for (const block of blocks.filter((_, index) => index % 29 === 0)) expectState(chain, block);

  const line: MadeBlock[] = [];
  for (let block: MadeBlock = best!; block.parent; block = block.parent) line.unshift(block);
  const fresh = await openFor(maker, 'memory');
  for (const block of line) await fresh.import(block.rlp);
  expect(fresh.head).toEqual(chain.head);
  for (const { header, hash } of line) expect(chain.resolve(header.number)).toBe(hash);
  expect(chain.resolve(best!.header.number + 1n)).toBeUndefined();
});

test('the head goes where consensus says, and back', async () => {
  const maker = new ChainMaker(devChain('cancun'), 9);
  const chain = await openFor(maker, 'disk');
  const trunk = await maker.line(maker.genesis, 6);
  const branch = await maker.line(trunk[1]!, 3, { beneficiary: `0x${'cc'.repeat(20)}` });
  const heard: [number, number][] = [];
  for (const { rlp } of trunk) await chain.import(rlp);
  for (const { rlp } of branch) await chain.import(rlp, { head: 'unchanged' });
  expect(chain.head.hash).toBe(trunk[5]!.hash);
  const stop = chain.onHead(({ added, removed }) => heard.push([added.length, removed.length]));
  for (const { hash } of [branch[2]!, trunk[5]!, trunk[3]!, branch[0]!]) {
    await chain.setHead(hash, { safe: trunk[0]!.hash, finalized: maker.genesis.hash });
    expect(chain.head.hash).toBe(hash);
    expect(chain.resolve('latest')).toBe(hash);
    expect(chain.resolve(chain.head.header.number + 1n)).toBeUndefined();
  }
  stop();
  expect(heard).toEqual([
    [3, 4],
    [4, 3],
    [0, 2],
    [1, 2],
  ]);
  expect(chain.resolve('safe')).toBe(trunk[0]!.hash);
  expect(chain.resolve('finalized')).toBe(maker.genesis.hash);
  const next = await maker.next(branch[0]!);
  await chain.import(next.rlp);
  expectState(chain, next);
});

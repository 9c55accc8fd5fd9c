import { decodeBlock, devChain, encodeBlock, type Header, headerHash } from '@heddle/engine';
import { afterEach, describe, expect, test } from 'vitest';
import { ChainMaker, type MadeBlock } from './chainMaker.ts';
import { closeAll, expectState, openFor, storeKinds } from './opening.ts';

afterEach(closeAll);

/** The block with another header field, and so with another hash. */
function tampered(maker: ChainMaker, made: MadeBlock, changes: Partial<Header>): MadeBlock {
  const block = decodeBlock(made.rlp, { spec: maker.spec });
  const header = { ...block.header, ...changes };
  return { ...made, header, rlp: encodeBlock({ ...block, header }), hash: headerHash(header) };
}

const wrongRoot = { stateRoot: `0x${'12'.repeat(32)}` } as const;

describe.each(storeKinds)('in %s', (where) => {
  test.each(['homestead', 'byzantium', 'london', 'shanghai', 'cancun'] as const)(
    'a chain of %s, every block with its state',
    async (hardfork) => {
      const maker = new ChainMaker(devChain(hardfork), 3);
      const chain = await openFor(maker, where);
      const blocks = await maker.line(maker.genesis, 12);
      const results = await Promise.all(blocks.map(({ rlp }) => chain.import(rlp)));
      expect(results.map(({ hash }) => hash)).toEqual(blocks.map(({ hash }) => hash));
      expect(chain.head.hash).toBe(blocks.at(-1)!.hash);
      for (const block of [maker.genesis, ...blocks]) {
        expectState(chain, block);
        expect(chain.resolve(block.header.number)).toBe(block.hash);
        expect(chain.block(block.hash)?.header).toEqual(block.header);
      }
    },
  );

  test('a block twice is known the second time', async () => {
    const maker = new ChainMaker(devChain('london'), 4);
    const chain = await openFor(maker, where);
    const { rlp } = await maker.next(maker.genesis);
    const both = await Promise.all([chain.import(rlp), chain.import(rlp)]);
    expect(both.map(({ status }) => status)).toEqual(['imported', 'known']);
  });

  test('a block without its parent is refused and can come again', async () => {
    const maker = new ChainMaker(devChain('london'), 5);
    const chain = await openFor(maker, where);
    const [one, two] = await maker.line(maker.genesis, 2);
    await expect(chain.import(two!.rlp)).rejects.toMatchObject({ code: 'PARENT_UNKNOWN' });
    await chain.import(one!.rlp);
    expect((await chain.import(two!.rlp)).isHead).toBe(true);
  });

  test.each([true, false])(
    'pipeline %s: a wrong root takes what builds on it along, and nothing else',
    async (pipeline) => {
      const maker = new ChainMaker(devChain('shanghai'), 6);
      const chain = await openFor(maker, where, { pipeline });
      const [one, two] = await maker.line(maker.genesis, 2);
      const bad = tampered(maker, two!, wrongRoot);
      const [child, grandchild] = (await maker.line(bad, 2)) as [MadeBlock, MadeBlock];
      const outcomes = await Promise.allSettled(
        [one!.rlp, bad.rlp, child.rlp, grandchild.rlp, two!.rlp].map((rlp) => chain.import(rlp)),
      );
      const codes = outcomes.map((outcome) => (outcome.status === 'fulfilled' ? 'ok' : outcome.reason.code));
      expect(codes[0]).toBe('ok');
      expect(codes[1]).toBe('STATE_ROOT_MISMATCH');
      expect(codes[2]).toMatch(/PARENT_INVALID|PARENT_UNKNOWN/);
      expect(codes[3]).toMatch(/PARENT_INVALID|PARENT_UNKNOWN/);
      expect(codes[4]).toBe('ok');
      expectState(chain, two!);
      await expect(chain.import(bad.rlp)).rejects.toMatchObject({ code: 'STATE_ROOT_MISMATCH' });
      await expect(chain.import(child.rlp)).rejects.toMatchObject({ code: 'PARENT_INVALID' });
      const rest = await maker.line(two!, 3);
      for (const { rlp } of rest) await chain.import(rlp);
      expectState(chain, rest.at(-1)!);
    },
  );

  test('a block that execution refuses leaves the state as it was', async () => {
    const maker = new ChainMaker(devChain('london'), 7);
    const chain = await openFor(maker, where);
    const [one, two] = await maker.line(maker.genesis, 2);
    await chain.import(one!.rlp);
    const bad = tampered(maker, two!, { gasUsed: two!.header.gasUsed - 1n });
    await expect(chain.import(bad.rlp)).rejects.toMatchObject({ code: 'GAS_USED_MISMATCH' });
    await chain.import(two!.rlp);
    expectState(chain, two!);
  });
});

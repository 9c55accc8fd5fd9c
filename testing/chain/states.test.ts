import { openDiskStore, verifyProof } from '@heddle/chain';
import { type Address, devChain, type Hash } from '@heddle/engine';
import { afterEach, describe, expect, test } from 'vitest';
import { factory, keeperOf } from './actors.ts';
import { ChainMaker } from './chainMaker.ts';
import { closeAll, expectState, openFor, storeKinds, temporaryFolder } from './opening.ts';

afterEach(closeAll);

const slotOf = (index: number): Hash => `0x${index.toString(16).padStart(64, '0')}`;

describe.each(storeKinds)('in %s', (where) => {
  test('every block proves its accounts and slots, and the absence of others', async () => {
    const maker = new ChainMaker(devChain('shanghai'), 21);
    const chain = await openFor(maker, where, { flush: { blocks: 4 } });
    const blocks = await maker.line(maker.genesis, 14);
    for (const { rlp } of blocks) await chain.import(rlp);
    const addresses: Address[] = [factory, `0x${'99'.repeat(20)}`, ...[0, 1, 2, 3].map(keeperOf)];
    const slots = [1, 2, 3, 7].map(slotOf);
    for (const { hash, header, state } of [maker.genesis, blocks[5]!, blocks[13]!]) {
      for (const address of addresses) {
        const proof = await chain.proof(hash, address, slots);
        expect(verifyProof(header.stateRoot, proof)).toEqual({ kind: 'valid' });
        expect(proof.balance).toBe(state.account(address)?.balance ?? 0n);
        expect(proof.storageProof.map(({ value }) => value)).toEqual(
          slots.map((slot) => state.storage(address, slot)),
        );
      }
    }
    const next = await maker.next(blocks[13]!);
    await chain.import(next.rlp);
    expectState(chain, next);
  });

  test('an archive reads old states as they were, through flushes and a re-organisation', async () => {
    const maker = new ChainMaker(devChain('istanbul'), 22);
    const chain = await openFor(maker, where, { archive: true, flush: { blocks: 3 } });
    const trunk = await maker.line(maker.genesis, 20);
    const branch = await maker.line(trunk[9]!, 14, { beneficiary: `0x${'cc'.repeat(20)}` });
    for (const { rlp } of [...trunk, ...branch]) await chain.import(rlp);
    for (const block of [maker.genesis, ...trunk, ...branch]) {
      const view = chain.stateAt(block.hash);
      for (const [address, { nonce, balance }] of block.state.entries())
        expect(view.account(address)).toMatchObject({ nonce, balance });
      for (let salt = 0; salt < 6; salt++)
        for (let index = 0; index < 12; index++)
          expect(view.storage(keeperOf(salt), slotOf(index))).toBe(
            block.state.storage(keeperOf(salt), slotOf(index)),
          );
    }
  });
});

test('a chain on disk opens as it was closed', async () => {
  const maker = new ChainMaker(devChain('cancun'), 23);
  const dir = temporaryFolder();
  const blocks = await maker.line(maker.genesis, 9);
  const first = await openFor(maker, { dir }, { flush: { blocks: 4 } });
  for (const { rlp } of blocks.slice(0, 6)) await first.import(rlp);
  await first.close();
  const second = await openFor(maker, { dir });
  expect(second.head.hash).toBe(blocks[5]!.hash);
  expectState(second, blocks[2]!);
  for (const { rlp } of blocks.slice(6)) await second.import(rlp);
  expectState(second, blocks[8]!);
  expect(await second.verify()).toEqual([]);
});

test('verify names what was tampered with', async () => {
  const maker = new ChainMaker(devChain('cancun'), 24);
  const dir = temporaryFolder();
  const blocks = await maker.line(maker.genesis, 3);
  const chain = await openFor(maker, { dir });
  for (const { rlp } of blocks) await chain.import(rlp);
  await chain.close();
  const store = await openDiskStore(dir);
  const { hash, header } = blocks[1]!;
  const record = { hash, number: header.number, parentHash: header.parentHash, totalDifficulty: 5n };
  const bytes = (at: 'header' | 'body' | 'receipts' | 'diff', of: Hash) => store[at](of) as Uint8Array;
  await store.putBlock({
    ...record,
    header: bytes('header', hash),
    body: bytes('body', blocks[0]!.hash),
    receipts: bytes('receipts', hash),
    diff: bytes('diff', hash),
    codes: new Map(),
    transactionHashes: [],
  });
  await store.close();
  const findings = await (await openFor(maker, { dir })).verify();
  const places = new Set(findings.map(({ where }) => where));
  expect(places).toContain('block 2');
  expect(findings.map(({ what }) => what).join()).toContain('total difficulty is 5, not 0');
  expect(findings.map(({ what }) => what).join()).toContain('the body belongs to another block');
});

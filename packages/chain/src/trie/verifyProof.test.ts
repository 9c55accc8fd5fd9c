import type { Address, Hash, Hex } from '@heddle/engine';
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { MapStore } from '../testing/mapStore.ts';
import { diffBetween, type ModelAccount, type ModelState } from '../testing/modelState.ts';
import { batchOf, nextState } from '../testing/randomStates.ts';
import type { AccountProof } from './accountProof.ts';
import { EMPTY_CODE_HASH, EMPTY_TRIE_ROOT } from './emptyHashes.ts';
import { StateTrie } from './stateTrie.ts';
import { verifyProof } from './verifyProof.ts';

const valid = { kind: 'valid' };
const address = (index: number): Address => `0x${index.toString(16).padStart(40, '0')}`;
const slot = (index: number): Hash => `0x${index.toString(16).padStart(64, '0')}`;

/** A trie of that state, whose nodes are in a store and not in memory. */
async function trieOf(state: ModelState): Promise<StateTrie> {
  const store = new MapStore();
  const options = { root: EMPTY_TRIE_ROOT, threads: 0, source: store.source, memoryMib: 16 };
  const trie = await StateTrie.create(options);
  const root = trie.applySync(diffBetween(new Map(), state), 'forward');
  store.write(trie.takeDirtyNodes());
  trie.reset(root);
  return trie;
}

test('random states: every account and slot, there or not, is proven', async () => {
  await fc.assert(
    fc.asyncProperty(batchOf(false), async ({ changes }) => {
      const state = nextState(new Map(), changes);
      const trie = await trieOf(state);
      for (let index = 0; index < 45; index++) {
        const account = state.get(address(index));
        const keys = [slot(0), slot(1), ...(account?.storage.keys() ?? [])];
        const proof = trie.prove(address(index), keys);
        expect(verifyProof(trie.root, proof)).toEqual(valid);
        expect(proof.balance).toBe(account?.balance ?? 0n);
        expect(proof.storageProof.map(({ value }) => value)).toEqual(
          keys.map((key) => account?.storage.get(key) ?? 0n),
        );
      }
      await trie.close();
    }),
    { numRuns: 30 },
  );
});

describe('of a state of a hundred accounts', async () => {
  const contract: ModelAccount = {
    nonce: 1n,
    balance: 7n,
    codeHash: `0x${'ab'.repeat(32)}`,
    storage: new Map(Array.from({ length: 50 }, (_, index) => [slot(index), BigInt(index + 1)])),
  };
  const person = { nonce: 3n, balance: 10n ** 18n, codeHash: EMPTY_CODE_HASH, storage: new Map() };
  const state: ModelState = new Map(
    Array.from({ length: 100 }, (_, index) => [address(index), index === 5 ? contract : person]),
  );
  const trie = await trieOf(state);
  const proof = trie.prove(address(5), [slot(1), slot(77)]);
  const absent = trie.prove(address(1000), [slot(1)]);
  const invalid = (broken: AccountProof) => {
    const verdict = verifyProof(trie.root, broken);
    return verdict.kind === 'valid' ? 'valid' : `${verdict.where}: ${verdict.reason}`;
  };

  test('presence and absence', () => {
    expect(proof).toMatchObject({ nonce: 1n, balance: 7n, codeHash: contract.codeHash });
    expect(proof.storageProof.map(({ value }) => value)).toEqual([2n, 0n]);
    expect(verifyProof(trie.root, proof)).toEqual(valid);
    expect(absent).toMatchObject({ nonce: 0n, balance: 0n, storageHash: EMPTY_TRIE_ROOT });
    expect(absent.accountProof.length).toBeGreaterThan(0);
    expect(verifyProof(trie.root, absent)).toEqual(valid);
  });

  test('in the empty state', () => {
    expect(verifyProof(EMPTY_TRIE_ROOT, { ...absent, accountProof: [] })).toEqual(valid);
  });

  test('claims that the nodes do not show are refused', () => {
    expect(invalid({ ...proof, balance: 8n })).toBe('account: the nodes show another account');
    expect(invalid({ ...proof, nonce: 0n })).toMatch(/^account/);
    expect(invalid({ ...proof, storageHash: EMPTY_TRIE_ROOT })).toMatch(/^account/);
    expect(invalid({ ...absent, balance: 1n })).toBe('account: the nodes show that there is no such account');
    const [first, second] = proof.storageProof;
    expect(invalid({ ...proof, storageProof: [{ ...first!, value: 3n }] })).toMatch(slot(1));
    expect(invalid({ ...proof, storageProof: [{ ...first!, value: 0n }] })).toMatch(slot(1));
    expect(invalid({ ...proof, storageProof: [{ ...second!, value: 1n }] })).toMatch(slot(77));
    expect(invalid({ ...proof, address: address(6) })).toMatch(/^account/);
    expect(invalid({ ...absent, storageProof: [{ key: slot(1), value: 1n, proof: [] }] })).toMatch(slot(1));
  });

  test('another root, and nodes that are missing, surplus or exchanged', () => {
    expect(verifyProof(slot(1), proof).kind).toBe('invalid');
    const nodes = proof.accountProof;
    expect(invalid({ ...proof, accountProof: nodes.slice(0, -1) })).toBe('account: a node is missing');
    expect(invalid({ ...proof, accountProof: [...nodes, nodes[0]!] })).toMatch(/nothing refers to/);
    expect(invalid({ ...proof, accountProof: nodes.toReversed() })).toMatch(/not the one referred to/);
    expect(invalid({ ...proof, accountProof: [] })).toMatch(/missing/);
  });

  test('any digit of any node changed', () => {
    const flip = (node: Hex, at: number): Hex => {
      const digit = (Number.parseInt(node[at]!, 16) ^ 1).toString(16);
      return `${node.slice(0, at)}${digit}${node.slice(at + 1)}` as Hex;
    };
    const nodes = proof.accountProof;
    for (const [index, node] of nodes.entries()) {
      for (let at = 2; at < node.length; at += 7) {
        const accountProof = nodes.with(index, flip(node, at));
        expect(verifyProof(trie.root, { ...proof, accountProof }).kind).toBe('invalid');
      }
    }
  });
});

import { createMPT } from '@ethereumjs/mpt';
import { Account, hexToBytes, MapDB, ValueEncoding } from '@ethereumjs/util';
import { type Hash, type Hex, keccak256 } from '@heddle/engine';
import type { AccountStep } from '../../fixtures/rootState.ts';

/** What EthereumJS needs to know of a state: its root, and the nodes on the way to the accounts that change. */
export interface PartialTrie {
  root: Hash;
  nodes: readonly Hex[];
}

const emptyRoot = hexToBytes('0x56e81f171bcc55a6ff8345e692c0f86e5b48e01b996cadc001622fb5e363b421');

/** Puts accounts into EthereumJS's trie over a map in memory. Only the puts are timed. */
export async function putAccounts(
  { root, nodes }: PartialTrie,
  steps: readonly AccountStep[],
): Promise<{ ms: number; root: Hash }> {
  const stored = new Map(nodes.map((node) => hexToBytes(node)).map((node) => [hashOf(node), node]));
  const db = new MapDB<string, Uint8Array>(stored);
  const trie = await createMPT({
    db,
    root: hexToBytes(root),
    useKeyHashing: true,
    valueEncoding: ValueEncoding.Bytes,
    cacheSize: 2 * stored.size,
  });
  const puts = steps.map(({ address, after: { nonce, balance, codeHash } }) => ({
    key: hexToBytes(address),
    value: new Account(nonce, balance, emptyRoot, hexToBytes(codeHash)).serialize(),
  }));
  const begun = performance.now();
  for (const { key, value } of puts) await trie.put(key, value);
  const after = trie.root();
  return { ms: performance.now() - begun, root: `0x${Buffer.from(after).toString('hex')}` };
}

function hashOf(node: Uint8Array): string {
  return Buffer.from(keccak256(node)).toString('hex');
}

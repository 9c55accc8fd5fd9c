import { keccak256 } from '@heddle/evm';
import { fromHex } from '../bytes.ts';
import type { RlpInput } from '../rlp/encode.ts';
import type { Address, Hash, Hex } from '../types.ts';
import type { StoredAccount } from './memoryState.ts';
import { rootOf } from './trie.ts';

/** The root of the trie of all accounts, each with the root of its storage; keys are hashed (yellow paper 4.1). */
export function stateRoot(accounts: Iterable<[Address, StoredAccount]>): Hash {
  const entries: [Hex, RlpInput][] = [];
  for (const [address, { nonce, balance, codeHash, storage }] of accounts) {
    entries.push([address, [nonce, balance, storageRoot(storage), codeHash]]);
  }
  return hashedRoot(entries);
}

/** The root of the trie of one account's storage; empty slots are not in it. */
export function storageRoot(storage: ReadonlyMap<Hash, bigint>): Hash {
  return hashedRoot([...storage].filter(([, value]) => value !== 0n));
}

/** The root of the trie that maps the hash of each key to the RLP of its value. */
function hashedRoot(entries: readonly (readonly [Hex, RlpInput])[]): Hash {
  const leaves = entries.map(([key, value]) => ({ key: keccak256(fromHex(key)), value }));
  leaves.sort((a, b) => Buffer.compare(a.key, b.key));
  return rootOf({
    keys: leaves.map(({ key }) => key),
    write: (writer, index) => writer.item((leaves[index] as { value: RlpInput }).value),
  });
}

import { keccakHex } from '../hash.ts';
import { rlpHex } from '../rlp/encode.ts';
import type { Address, Hash } from '../types.ts';
import type { StoredAccount } from './memoryState.ts';
import { type TrieEntry, trieRoot } from './trie.ts';

/** The root of the trie of all accounts, each with the root of its storage; keys are hashed (yellow paper 4.1). */
export function stateRoot(accounts: Iterable<[Address, StoredAccount]>): Hash {
  const entries: TrieEntry[] = [];
  for (const [address, { nonce, balance, codeHash, storage }] of accounts) {
    entries.push([keccakHex(address), rlpHex([nonce, balance, storageRoot(storage), codeHash])]);
  }
  return trieRoot(entries);
}

/** The root of the trie of one account's storage; empty slots are not in it. */
export function storageRoot(storage: ReadonlyMap<Hash, bigint>): Hash {
  const entries: TrieEntry[] = [];
  for (const [slot, value] of storage) {
    if (value !== 0n) entries.push([keccakHex(slot), rlpHex(value)]);
  }
  return trieRoot(entries);
}

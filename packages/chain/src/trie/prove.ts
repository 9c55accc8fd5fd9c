/** Reads proofs out of a trie that is in memory or comes there. */
import type { Address, Hash, Hex } from '@heddle/engine';
import { keccak256, trieLayout as words } from '@heddle/evm';
import { fromHex, toHex } from '../bytes.ts';
import type { AccountProof, SlotProof } from './accountProof.ts';
import { EMPTY_CODE_HASH, EMPTY_TRIE_ROOT } from './emptyHashes.ts';
import type { TrieInstance } from './trieInstance.ts';
import type { TrieMemory } from './trieMemory.ts';

/** The area of the thread that calls. */
const AREA = words.AREAS;

/** The proof of an account and of some of its slots against the root that the trie has. */
export function proveAccount(
  memory: TrieMemory,
  { core }: TrieInstance,
  address: Address,
  slots: readonly Hash[],
): AccountProof {
  want(memory, address);
  const accountProof = nodesOf(memory, core.proveAccount());
  const leaf = memory.view.getUint32(AREA + words.AREA_FOUND, true);
  const proveSlot = (key: Hash): SlotProof => {
    if (leaf === 0) return { key, value: 0n, proof: [] };
    want(memory, key);
    const proof = nodesOf(memory, core.proveSlot(leaf));
    const slot = memory.view.getUint32(AREA + words.AREA_FOUND, true);
    return { key, value: slot === 0 ? 0n : wordAt(memory, slot + words.SLOT_VALUE), proof };
  };
  return { address, accountProof, ...fieldsOf(memory, leaf), storageProof: slots.map(proveSlot) };
}

function want({ bytes }: TrieMemory, key: Hex): void {
  bytes.set(keccak256(fromHex(key)), AREA + words.AREA_WANTED);
}

function wordAt(memory: TrieMemory, at: number): bigint {
  return BigInt(memory.hashAt(at));
}

function nodesOf({ bytes, view }: TrieMemory, length: number): Hex[] {
  const nodes: Hex[] = [];
  const end = AREA + words.AREA_OUT + length;
  for (let at = AREA + words.AREA_OUT; at < end; ) {
    const start = at + 4;
    at = start + view.getUint32(at, true);
    nodes.push(toHex(bytes.slice(start, at)));
  }
  return nodes;
}

function fieldsOf(memory: TrieMemory, leaf: number) {
  if (leaf === 0) {
    return { nonce: 0n, balance: 0n, codeHash: EMPTY_CODE_HASH, storageHash: EMPTY_TRIE_ROOT };
  }
  return {
    nonce: memory.view.getBigUint64(leaf + words.ACCOUNT_NONCE, true),
    balance: wordAt(memory, leaf + words.ACCOUNT_BALANCE),
    codeHash: memory.hashAt(leaf + words.ACCOUNT_CODE_HASH),
    storageHash: memory.hashAt(leaf + words.ACCOUNT_STORAGE + words.TRIE_HASH),
  };
}

export * from './errors/trie.ts';
export type { AccountProof, SlotProof } from './trie/accountProof.ts';
export type { NodeReader, NodeSource } from './trie/nodeSource.ts';
export { type NodeWrite, NodeWrites } from './trie/nodeWrites.ts';
export { StateTrie, type StateTrieCounters, type StateTrieOptions } from './trie/stateTrie.ts';
export { type ProofVerdict, verifyProof } from './trie/verifyProof.ts';

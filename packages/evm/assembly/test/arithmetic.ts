/** Test-only module: the arithmetic and hashes alone, so that tests can call each function on operands they place in memory. */
export * from '../keccak';
export { permute, writeRoundConstants } from '../keccakPermutation';
export * from '../sha256';
export { permutePair } from '../trie/permutePair';
export * from '../word';

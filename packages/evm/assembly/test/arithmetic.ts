/** Test-only module: the arithmetic and hashes alone, so that tests can call each function on operands they place in memory. */
export * from '../keccak';
export * from '../sha256';
export * from '../word';

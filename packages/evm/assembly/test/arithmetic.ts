/** Test-only module: the arithmetic alone, so that tests can call each function on operands they place in memory. */
export * from '../word';

/** The precompiles, one row each; what a row does is in the folder beside. */
import { type Hardfork, hardforks, isAtLeast } from './hardforks.ts';
import { pointEvaluation } from './precompiles/0a-pointEvaluation.ts';
import { bls12G1Add } from './precompiles/0b-bls12G1Add.ts';
import { bls12G1Multiply } from './precompiles/0c-bls12G1Multiply.ts';
import { bls12G2Add } from './precompiles/0d-bls12G2Add.ts';
import { bls12G2Multiply } from './precompiles/0e-bls12G2Multiply.ts';
import { bls12Pairing } from './precompiles/0f-bls12Pairing.ts';
import { ecrecover } from './precompiles/01-ecrecover.ts';
import { sha256 } from './precompiles/02-sha256.ts';
import { ripemd160 } from './precompiles/03-ripemd160.ts';
import { identity } from './precompiles/04-identity.ts';
import { modexp } from './precompiles/05-modexp.ts';
import { bn254Add } from './precompiles/06-bn254Add.ts';
import { bn254Multiply } from './precompiles/07-bn254Multiply.ts';
import { bn254Pairing } from './precompiles/08-bn254Pairing.ts';
import { blake2f } from './precompiles/09-blake2f.ts';
import { bls12MapToG1, bls12MapToG2 } from './precompiles/10-bls12Map.ts';
import { p256Verify } from './precompiles/100-p256Verify.ts';
import type { Precompile } from './precompiles/precompile.ts';

export type { Precompile } from './precompiles/precompile.ts';

const rows: readonly Precompile[] = [
  ecrecover,
  sha256,
  ripemd160,
  identity,
  modexp,
  bn254Add,
  bn254Multiply,
  bn254Pairing,
  blake2f,
  pointEvaluation,
  bls12G1Add,
  bls12G1Multiply,
  bls12G2Add,
  bls12G2Multiply,
  bls12Pairing,
  bls12MapToG1,
  bls12MapToG2,
  p256Verify,
];

const byHardfork = new Map<Hardfork, ReadonlyMap<number, Precompile>>();
for (const hardfork of hardforks) {
  const present = rows.filter((row) => isAtLeast(hardfork, row.since));
  byHardfork.set(hardfork, new Map(present.map((row) => [row.address, row])));
}

/** The precompiles of a hardfork by address. */
export function precompilesOf(hardfork: Hardfork): ReadonlyMap<number, Precompile> {
  return byHardfork.get(hardfork) as ReadonlyMap<number, Precompile>;
}

export { type Hardfork, type HardforkRules, hardforkAbout, hardforks, isAtLeast, rulesOf } from './hardforks.ts';
export { keccak256 } from './keccak.ts';
export { type Precompile, precompilesOf } from './precompiles.ts';
export { recoverAddress, recoverPublicKey } from './recover.ts';

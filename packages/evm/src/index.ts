export * as layout from '../assembly/layout.ts';
export * as trieLayout from '../assembly/trie/layout.ts';
export {
  type Hardfork,
  type HardforkRules,
  hardforkAbout,
  hardforks,
  isAtLeast,
  rulesOf,
} from './hardforks.ts';
export {
  type CoreExports,
  type CoreMemory,
  type CoreModule,
  coreModule,
  createMemory,
  instantiate,
  tracedCoreModule,
} from './instantiate.ts';
export { instructionTable } from './instructionTable.ts';
export { keccak256 } from './keccak.ts';
export { defaultSizes, type MemoryPlan, type MemorySizes, planMemory } from './memoryPlan.ts';
export { type Opcode, opcodes } from './opcodes.ts';
export { type Precompile, precompilesOf } from './precompiles.ts';
export { recoverAddress, recoverPublicKey } from './recover.ts';
export type { TraceHooks } from './traceHooks.ts';
export { instantiateTrie, type TrieExports, type TrieHost, trieModule } from './trieModule.ts';

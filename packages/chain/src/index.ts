export { type BlockRef, Chain, type StoredBlock, type TransactionPlace } from './chain.ts';
export type { KnownBlock } from './blockTree.ts';
export * from './errors.ts';
export type { Genesis } from './genesis/genesis.ts';
export type { HeadEvent } from './heads.ts';
export type { ImportOptions, ImportResult } from './import/importer.ts';
export { type ChainOptions, openChain } from './openChain.ts';
export { StateView } from './state/stateView.ts';

export { type ChainErrorCode, chainErrorCodes } from './errors/codes.ts';
export * from './errors/store.ts';
export type * from './store/chainStore.ts';
export type { NodeReader } from './store/disk/nodeSource.ts';
export { type DiskStoreOptions, openDiskStore } from './store/disk/openDiskStore.ts';
export type { FlatReader } from './store/disk/stateSource.ts';
export { createMemoryStore } from './store/memory/memoryStore.ts';
export type { NodeWrites } from './store/nodeWrites.ts';
export type { StoreOptions } from './store/settings.ts';

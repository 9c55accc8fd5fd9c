export { ForkOrderError, GenesisMalformedError, GenesisUnsupportedError } from './genesis/errors.ts';
export { firstDiff, type Genesis } from './genesis/genesis.ts';
export { parseGenesis, readGenesis } from './genesis/readGenesis.ts';
export { specOfConfig } from './genesis/specOfConfig.ts';
export * from './input/errors.ts';
export type { BlockFile, InputBlock } from './input/inputBlock.ts';
export { type BlockFileOptions, openBlockFile } from './input/openBlockFile.ts';
export { type WriteOptions, writeChainFile } from './input/writeChainFile.ts';

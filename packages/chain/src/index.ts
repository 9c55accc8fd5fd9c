export { ForkOrderError, GenesisMalformedError, GenesisUnsupportedError } from './genesis/errors.ts';
export { firstDiff, type Genesis } from './genesis/genesis.ts';
export { parseGenesis, readGenesis } from './genesis/readGenesis.ts';
export { specOfConfig } from './genesis/specOfConfig.ts';

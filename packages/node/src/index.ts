export { type BuildLimits, buildBlock } from './building/buildBlock.ts';
export { buildWithin } from './building/buildWithin.ts';
export { Pace } from './building/pace.ts';
export { Payload, type PayloadOptions } from './building/payload.ts';
export type * from './building/types.ts';
export { main } from './cli.ts';
export { type DevelopmentAccount, defaultMnemonic, developmentAccounts } from './dev/accounts.ts';
export { Development, type DevelopmentOptions } from './dev/development.ts';
export type * from './dev/developmentChain.ts';
export { developmentMethods } from './dev/methods/index.ts';
export type { MiningMode } from './dev/miner.ts';
export { DevelopmentSigner } from './dev/signer.ts';
export { impersonatedSender } from './dev/signing.ts';
export { type FixtureOptions, type FixtureReport, runFixtures } from './fixtures/index.ts';
export { startPinned } from './measuring/pin.ts';
export { rest } from './measuring/rest.ts';
export { PoolError, type PoolErrorCode } from './pool/errors.ts';
export { followChain } from './pool/followChain.ts';
export { openTransactionPool } from './pool/openTransactionPool.ts';
export {
  defaultPoolLimits,
  developmentPoolLimits,
  type PoolLimits,
  type PoolOptions,
} from './pool/options.ts';
export type * from './pool/transactionPool.ts';
export type { Accounts, Signature } from './rpc/accounts.ts';
export type * from './rpc/chainReader.ts';
export type {
  BuiltPayload,
  DrivenChain,
  PayloadAttributes,
  PayloadBuilder,
} from './rpc/consensus/consensus.ts';
export { Payloads } from './rpc/consensus/payloads.ts';
export type { OfferedPool } from './rpc/context.ts';
export { RpcError, rpcCodes } from './rpc/errors.ts';
export { defaultRpcLimits, type RpcLimits } from './rpc/limits.ts';
export { allMethods, allNamespaces, type Namespace } from './rpc/methods/index.ts';
export { type RpcParts, type RpcServer, type RpcServerOptions, startRpcServer } from './rpc/rpcServer.ts';
export { readJwtSecret } from './rpc/transport/jwtSecret.ts';
export { generateSampleBlock, type SampleBlock, type SampleOptions } from './sample/index.ts';
export type { Colors, Terminal } from './terminal.ts';

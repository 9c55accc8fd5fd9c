export { type Hardfork, type HardforkRules, hardforks, keccak256, rulesOf } from '@heddle/evm';
export { checkBlockAccessList } from './accessList/check.ts';
export { compareBlockAccessLists } from './accessList/compare.ts';
export { decodeBlockAccessList } from './accessList/decode.ts';
export { blockAccessListHash, encodeBlockAccessList } from './accessList/encode.ts';
export { checkAccessListSize } from './accessList/size.ts';
export {
  type CollidingFunction,
  type Collision,
  collisionsOf,
} from './analysis/collisions.ts';
export {
  type CriticalPath,
  type CriticalStep,
  criticalPath,
  lowerBoundMs,
} from './analysis/criticalPath.ts';
export { type Dependency, dependenciesOf } from './analysis/dependencies.ts';
export { type Location, locationKey } from './analysis/location.ts';
export { type Obstacle, obstaclesOf } from './analysis/obstacles.ts';
export { retime } from './analysis/retime.ts';
export { assumedCosts } from './analysis/simulate/assumedCosts.ts';
export {
  type CostTable,
  freeOfCost,
  type MechanismCosts,
  type SimulatedMechanism,
  simulatedMechanisms,
} from './analysis/simulate/costs.ts';
export { type Simulation, simulate, simulateAll } from './analysis/simulate/index.ts';
export { type Work, workOf } from './analysis/simulate/work.ts';
export { baseFeeAfter } from './block/baseFee.ts';
export { BLOB_GAS, blobBaseFee, excessBlobGas } from './block/blobGas.ts';
export {
  type BlockPlace,
  type Clock,
  checkBeforeState,
  mayBeAnotherBody,
} from './block/checkBeforeState.ts';
export { type Credit, rewards, withdrawalCredits } from './block/credits.ts';
export { daoAccounts, daoRefundContract } from './block/daoFork.ts';
export { type BlockContext, decodeBlock, encodeBlock, placeOf } from './block/decode.ts';
export { decodeReceipt } from './block/decodeReceipt.ts';
export { difficultyAfter } from './block/difficulty.ts';
export { blockFromRpc, blockRlpFromRpc, headerFromRpc } from './block/fromRpc.ts';
export { decodeHeader, encodeHeader, headerHash } from './block/header.ts';
export { logsBloom } from './block/logsBloom.ts';
export { type Ancestor, validateOmmers } from './block/ommers.ts';
export { encodeReceipt } from './block/receipt.ts';
export { depositRequests, depositRequestType, requestsHash, typedRequest } from './block/requests.ts';
export { ommersHash, receiptsRoot, transactionsRoot, withdrawalsRoot } from './block/roots.ts';
export { stateByteGas } from './block/stateGas.ts';
export { type SystemCall, systemAddress, systemCallGas, systemCalls } from './block/systemCalls.ts';
export { validateBody } from './block/validateBody.ts';
export { validateHeader } from './block/validateHeader.ts';
export { type ExecutedFigures, validateResult } from './block/validateResult.ts';
export type { BlockResult } from './blockResult.ts';
export { type CallResult, call, traceCall } from './calls/call.ts';
export { type AccessListResult, createAccessList } from './calls/createAccessList.ts';
export { type EstimateOptions, estimateGas } from './calls/estimateGas.ts';
export type {
  AccountOverride,
  BlockOverrides,
  Overrides,
  StateOverrides,
} from './calls/overrides.ts';
export { type SimulatedBlock, type SimulateOptions, simulateCalls } from './calls/simulate.ts';
export type { SimulatedCalls } from './calls/simulatedChain.ts';
export { type CallOptions, defaultGasCap } from './calls/stage.ts';
export {
  type Activation,
  type ChainDescription,
  type ChainPosition,
  type ChainSpec,
  chainSpec,
  devChain,
  mainnet,
  type ScheduledHardfork,
} from './chainSpec.ts';
export * from './errors/block.ts';
export * from './errors/calls.ts';
export { type ErrorCode, errorCodes } from './errors/codes.ts';
export * from './errors/execution.ts';
export * from './errors/input.ts';
export { RlpError } from './errors/rlp.ts';
export * from './errors/trace.ts';
export * from './errors/transaction.ts';
export { HeddleError, InvariantError } from './errors.ts';
export { executeBlock } from './executeBlock.ts';
export type { ExecuteOptions } from './executeOptions.ts';
export type { CallContext, CallRequest } from './machine/message.ts';
export type { Outcome } from './machine/outcome.ts';
export { OverlaidState } from './machine/overlaidState.ts';
export { createPool, maxWorkers, Pool, type PoolOptions } from './parallel/pool.ts';
export { holesky, hoodi, publicNetworks, sepolia } from './publicNetworks.ts';
export type * from './record.ts';
export { recoverAuthorities, recoverSenders } from './recoverSigners.ts';
export { type Conflict, type Mechanism, mechanisms, type Report, type TransactionReport } from './report.ts';
export { revertReason } from './revertReason.ts';
export { decodeRlp, type RlpItem } from './rlp/decode.ts';
export { encodeRlp, type RlpInput } from './rlp/encode.ts';
export type { SkippedTransaction } from './skipping.ts';
export { decodeAccount, encodeAccount, encodeDiffAccount } from './state/accountRecord.ts';
export type { Alloc, AllocAccount, AllocEntry } from './state/alloc.ts';
export { changesOfDiff } from './state/changesOfDiff.ts';
export { completeDiff, type SlotsBefore } from './state/completeDiff.ts';
export { DiffCollector } from './state/diffCollector.ts';
export { diffOfChanges, type StateBefore } from './state/diffOfChanges.ts';
export { diffOfAlloc, diffOfState } from './state/diffOfState.ts';
export { decodeStateDiff, encodeStateDiff } from './state/encodeStateDiff.ts';
export { MemoryState, type StoredAccount } from './state/memoryState.ts';
export { StateCache } from './state/stateCache.ts';
export {
  DiffAccount,
  type DiffDirection,
  type DiffFields,
  type DiffSide,
  DiffSlot,
  diffAccountCount,
  diffAccounts,
  diffSlotCount,
  isComplete,
  type StateDiff,
} from './state/stateDiff.ts';
export { compactPath, type TrieEntry, trieRoot } from './state/trie.ts';
export { testNetwork, testNetworkNames } from './testNetworks.ts';
export { type CallFrame, type CallLog, type CallTracerOptions, callTracer } from './trace/callTracer.ts';
export { opcodeName } from './trace/errorText.ts';
export { type FlatCallTracerOptions, type FlatTrace, flatCallTracer } from './trace/flatCallTracer.ts';
export { fourByteTracer, type SelectorCounts } from './trace/fourByteTracer.ts';
export { noopTracer } from './trace/noopTracer.ts';
export {
  type CodeSource,
  type Prestate,
  type PrestateTracerOptions,
  prestateTracer,
  type TracedAccount,
  type TracedState,
} from './trace/prestateTracer.ts';
export type { Step } from './trace/step.ts';
export {
  type StructLog,
  type StructLoggerOptions,
  type StructLoggerResult,
  structLogger,
} from './trace/structLogger.ts';
export { type TraceBlockOptions, type TransactionTrace, traceBlock } from './trace/traceBlock.ts';
export * from './trace/tracer.ts';
export type { TransactionView } from './trace/transactionView.ts';
export { decodeTransaction } from './transaction/decode.ts';
export { encodeTransaction } from './transaction/encode.ts';
export { transactionFromRpc } from './transaction/fromRpc.ts';
export { signingHash, transactionHash } from './transaction/hash.ts';
export { floorGas, intrinsicGas, intrinsicStateGas } from './transaction/intrinsicGas.ts';
export { recoverAuthority, recoverSender } from './transaction/recoverSender.ts';
export { blobGasOf, type TransactionContext, validateTransaction } from './transaction/validate.ts';
export type * from './types.ts';

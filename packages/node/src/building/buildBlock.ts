/** Building a block: candidates are executed together, what is invalid there is left out, the header says what came of it. */
import {
  type Block,
  type BlockResult,
  blockAccessListHash,
  executeBlock,
  type Header,
  headerHash,
  type SkippedTransaction,
  transactionsRoot,
  withdrawalsRoot,
} from '@heddle/engine';
import { effectiveTip } from '../pool/prices.ts';
import type { PooledTransaction } from '../pool/transactionPool.ts';
import { type Candidates, pricesOf, selectCandidates } from './candidates.ts';
import { headerFor } from './headerFor.ts';
import { spreadEquals } from './spreadEquals.ts';
import type {
  BuildAttributes,
  BuilderOptions,
  BuildParent,
  BuiltBlock,
  RejectedTransaction,
} from './types.ts';

export interface BuildLimits {
  /** Most gas that candidates are chosen for; the block's limit when absent. 0 builds without transactions. */
  gasBudget?: bigint;
  /** Stops building: the call rejects with CancelledError. */
  signal?: AbortSignal | undefined;
}

/**
 * Builds a block on a parent out of the pool's transactions.
 *
 * @throws CancelledError when stopped; InvalidBlockError when the parent's state lacks a contract that the hardfork needs
 */
export async function buildBlock(
  options: BuilderOptions,
  parent: BuildParent,
  attributes: BuildAttributes,
  { gasBudget, signal }: BuildLimits = {},
): Promise<BuiltBlock> {
  const begun = performance.now();
  const empty = emptyBlock(options, parent, attributes);
  const prices = pricesOf(empty);
  const budget = gasBudget ?? empty.header.gasLimit;
  const candidates = selectCandidates(options.pool.best(prices), empty, budget);
  const offered = spreadEquals(candidates.transactions, prices.baseFee);
  const block = { ...empty, transactions: offered.map(({ transaction }) => transaction) };
  const result = await executeBlock(block, parent.state, {
    pool: options.workers,
    mechanism: options.mechanism ?? 'optimistic',
    skipInvalid: true,
    ...(signal && { signal }),
  });
  return seal(options, parent, { block, result, offered, candidates, begun });
}

/** The block with nothing in it but what is not a transaction. */
function emptyBlock(options: BuilderOptions, parent: BuildParent, attributes: BuildAttributes): Block {
  const { spec } = options;
  const { timestamp, withdrawals = [] } = attributes;
  const { number } = parent.header;
  const position = { number: number + 1n, timestamp, parentTotalDifficulty: parent.totalDifficulty };
  const hardfork = spec.hardforkAt(position);
  const header = headerFor(parent, attributes, hardfork);
  return {
    chainId: spec.chainId,
    hardfork,
    header,
    transactions: [],
    ommers: [],
    ...(header.withdrawalsRoot !== undefined && { withdrawals }),
    blockHashes: new Map([...parent.blockHashes, [number, parent.hash]]),
  };
}

interface Executed {
  /** With all candidates. */
  block: Block;
  result: BlockResult;
  offered: readonly PooledTransaction[];
  candidates: Candidates;
  begun: number;
}

/** Fills in what the execution found. */
async function seal(options: BuilderOptions, parent: BuildParent, executed: Executed): Promise<BuiltBlock> {
  const { block, result, offered, candidates, begun } = executed;
  const skipped = new Map(result.skipped?.map((one: SkippedTransaction) => [one.txIndex, one.error]));
  const taken = offered.filter((_, txIndex) => !skipped.has(txIndex));
  const rejected: RejectedTransaction[] = [...candidates.rejected];
  for (const [txIndex, error] of skipped) {
    rejected.push({ hash: (offered[txIndex] as PooledTransaction).hash, error });
  }
  const transactions = taken.map(({ transaction }) => transaction);
  const stateRoot = await options.stateRoot(result, parent);
  const header: Header = { ...block.header, ...figuresOf(block, result, transactions), stateRoot };
  return {
    block: { ...block, header, transactions },
    hash: headerHash(header),
    result,
    feesWei: feesOf(taken, result, header.baseFeePerGas ?? 0n),
    rejected,
    hasMore: candidates.hasMore,
    ms: performance.now() - begun,
  };
}

/** The fields of a header that execution decides, the state root apart. */
function figuresOf(block: Block, result: BlockResult, transactions: Block['transactions']): Partial<Header> {
  const { header, withdrawals } = block;
  const list = result.blockAccessList;
  return {
    transactionsRoot: transactionsRoot(transactions),
    receiptsRoot: result.receiptsRoot,
    logsBloom: result.logsBloom,
    gasUsed: result.gasUsed,
    ...(withdrawals && { withdrawalsRoot: withdrawalsRoot(withdrawals) }),
    ...(header.blobGasUsed !== undefined && { blobGasUsed: result.blobGasUsed }),
    ...(header.requestsHash !== undefined && { requestsHash: result.requestsHash }),
    ...(header.blockAccessListHash !== undefined &&
      list && { blockAccessListHash: blockAccessListHash(list) }),
  };
}

/** What the fee recipient gets, in wei. */
function feesOf(taken: readonly PooledTransaction[], { receipts }: BlockResult, baseFee: bigint): bigint {
  return taken.reduce((sum, { transaction }, i) => {
    const gasUsed = receipts[i]?.gasUsed ?? 0n;
    return sum + gasUsed * effectiveTip(transaction, baseFee);
  }, 0n);
}

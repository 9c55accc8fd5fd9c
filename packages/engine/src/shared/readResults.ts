/** Results of transactions out of the shared memory. */
import { layout } from '@heddle/evm';
import * as errors from '../errors/transaction.ts';
import { InvariantError } from '../errors.ts';
import type { Block, Hash, Hex, Log, Receipt, Transaction } from '../types.ts';
import type { SharedMemory } from './sharedMemory.ts';
import { readAddress, readHash, readHex, readWord } from './words.ts';

/** Address of the result record of a transaction; `results` is the first. */
export function resultAt(results: number, txIndex: number): number {
  return results + txIndex * layout.RESULT_BYTES;
}

/** The receipts of the transactions at the places `kept`, copied out. */
export function readReceipts(
  shared: SharedMemory,
  { transactions }: Block,
  results: number,
  kept: readonly number[],
): Receipt[] {
  return kept.map((txIndex) =>
    readReceipt(shared, transactions[txIndex] as Transaction, resultAt(results, txIndex)),
  );
}

/** The receipt of one transaction. */
export function readReceipt(shared: SharedMemory, tx: Transaction, result: number): Receipt {
  const { view, bytes } = shared;
  const succeeded = shared.getUint32(result + layout.RESULT_SUCCESS) === 1;
  return {
    type: tx.type,
    status: succeeded ? 1 : 0,
    cumulativeGasUsed: view.getBigInt64(result + layout.RESULT_CUMULATIVE, true),
    gasUsed: view.getBigInt64(result + layout.RESULT_GAS_USED, true),
    logsBloom: hasLogs(shared, result) ? readHex(shared.buffer, result + layout.RESULT_BLOOM, 256) : NO_LOGS,
    logs: readLogs(shared, result),
    ...(tx.to === null && succeeded
      ? { contractAddress: readAddress(bytes, result + layout.RESULT_CREATED) }
      : {}),
  };
}

/** The bloom of no logs: the core writes none then. */
const NO_LOGS: Hex = `0x${'00'.repeat(256)}`;

function hasLogs(shared: SharedMemory, result: number): boolean {
  return shared.getUint32(result + layout.RESULT_LOG_COUNT) !== 0;
}

/** The logs of a transaction. */
export function readLogs(shared: SharedMemory, result: number): Log[] {
  const logs: Log[] = [];
  let at = shared.getUint32(result + layout.RESULT_LOGS);
  for (let left = shared.getUint32(result + layout.RESULT_LOG_COUNT); left > 0; left--) {
    logs.push(readLog(shared, at));
    at += shared.getUint32(at);
  }
  return logs;
}

/** One LOG_* record. */
export function readLog(shared: SharedMemory, at: number): Log {
  const { buffer } = shared;
  const count = shared.getUint32(at + layout.LOG_TOPICS);
  const topics = Array.from(
    { length: count },
    (_, i): Hash => readHex(buffer, at + layout.LOG_BYTES + 32 * i, 32),
  );
  const data = at + layout.LOG_BYTES + 32 * count;
  return {
    address: readHex(buffer, at + layout.LOG_ADDRESS, 20),
    topics,
    data: readHex(buffer, data, shared.getUint32(at + layout.LOG_DATA_LENGTH)),
  };
}

/** Output of a call by the protocol itself: undefined when it failed. */
export function readOutput(shared: SharedMemory, result: number): Hex | undefined {
  if (shared.getUint32(result + layout.RESULT_SUCCESS) !== 1) return undefined;
  const length = shared.getUint32(result + layout.RESULT_OUTPUT_LENGTH);
  return readHex(shared.buffer, shared.getUint32(result + layout.RESULT_OUTPUT), length);
}

/** Gas of the block: that of the kind, regular or state gas, of which its transactions used more (EIP-8037). */
export function readGasUsed({ view }: SharedMemory): bigint {
  const regular = view.getBigInt64(layout.CTRL_REGULAR_GAS, true);
  const state = view.getBigInt64(layout.CTRL_STATE_GAS, true);
  if (regular < state) return state;
  return regular;
}

/** The bloom of the block: the bits of the blooms of the transactions at the places `kept`. */
export function joinBlooms(shared: SharedMemory, results: number, kept: readonly number[]): Hex {
  const bloom = new Int32Array(64);
  const { words } = shared;
  for (const txIndex of kept) {
    if (!hasLogs(shared, resultAt(results, txIndex))) continue;
    const at = (resultAt(results, txIndex) + layout.RESULT_BLOOM) >>> 2;
    for (let i = 0; i < 64; i++) bloom[i] = (bloom[i] as number) | (words[at + i] as number);
  }
  return `0x${Buffer.from(bloom.buffer).toString('hex')}`;
}

/** The error of the transaction that stopped the block: the lowest with an error, which is at the head. */
export function readTransactionError(shared: SharedMemory, block: Block): Error {
  const txIndex = shared.getUint32(layout.CTRL_HEAD);
  return readErrorAt(shared, block, shared.getUint32(layout.BLOCK_RESULTS), txIndex);
}

/** The places of transactions that were skipped, and why, out of a block that is being built. */
export function readSkipped(shared: SharedMemory, block: Block, results: number): Map<number, Error> {
  const skipped = new Map<number, Error>();
  block.transactions.forEach((_, txIndex) => {
    if (shared.getUint32(resultAt(results, txIndex) + layout.RESULT_ERROR) === 0) return;
    skipped.set(txIndex, readErrorAt(shared, block, results, txIndex));
  });
  return skipped;
}

/** Why a transaction is invalid, out of its result. */
function readErrorAt(shared: SharedMemory, block: Block, results: number, txIndex: number): Error {
  const result = resultAt(results, txIndex);
  const code = shared.getUint32(result + layout.RESULT_ERROR);
  const actual = readWord(shared.view, result + layout.RESULT_ACTUAL);
  const expected = readWord(shared.view, result + layout.RESULT_EXPECTED);
  const sender = block.transactions[txIndex]?.from ?? '0x';
  switch (code) {
    case layout.ERROR_NONCE_TOO_LOW:
      return new errors.NonceTooLowError({ actual, expected, txIndex });
    case layout.ERROR_NONCE_TOO_HIGH:
      return new errors.NonceTooHighError({ actual, expected, txIndex });
    case layout.ERROR_NONCE_MAX:
      return new errors.NonceAtMaximumError({ actual, txIndex });
    case layout.ERROR_INSUFFICIENT_FUNDS:
      return new errors.InsufficientFundsError({ sender, actual, needed: expected, txIndex });
    case layout.ERROR_SENDER_NOT_EOA:
      return new errors.SenderNotEoaError({ sender, txIndex });
    case layout.ERROR_GAS_ALLOWANCE_EXCEEDED:
      return new errors.GasAllowanceExceededError({ actual, limit: expected, txIndex });
    case layout.ERROR_UNDECLARED_ACCESS:
      return undeclaredAccess(shared, result, txIndex);
    default:
      return new InvariantError(`transaction ${txIndex} stopped the block with error ${code}`);
  }
}

function undeclaredAccess(shared: SharedMemory, result: number, txIndex: number): Error {
  const { bytes } = shared;
  const entry = shared.getUint32(result + layout.RESULT_ACTUAL);
  const isSlot = shared.getUint32(result + layout.RESULT_ACTUAL + 4) === 1;
  const account = isSlot ? shared.getUint32(entry + layout.SLOT_ACCOUNT) : entry;
  const address = readAddress(bytes, account + layout.ACCOUNT_ADDRESS);
  const slot = isSlot ? readHash(bytes, entry + layout.SLOT_KEY) : undefined;
  return new errors.UndeclaredAccessError({ address, slot, txIndex });
}

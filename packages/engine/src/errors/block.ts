import { HeddleError } from '../errors.ts';
import type { Address, Hash, Hex } from '../types.ts';
import type { ErrorCode } from './codes.ts';

/** A block that breaks a rule of its own, transactions apart. Base of one class per rule. */
export class InvalidBlockError extends HeddleError {
  constructor(code: ErrorCode, sentence: string, facts: { number?: bigint | undefined }) {
    const subject = facts.number === undefined ? 'Block' : `Block ${facts.number}`;
    super(code, `${subject}: ${sentence}.`, { ...facts });
  }
}

/** The base class of the error for one rule: its code, its sentence and, by the sentence's type, its facts. */
function rule<Facts extends object>(code: ErrorCode, sentence: (facts: Facts) => string) {
  return class extends InvalidBlockError {
    /** @param facts.number of the block */
    constructor(facts: Facts & { number?: bigint | undefined }) {
      super(code, sentence(facts), facts);
    }
  };
}

interface Mismatch {
  actual: bigint | Hex | undefined;
  expected: bigint | Hex | undefined;
}

function differs(what: string) {
  return (facts: Mismatch) => `${what} is ${facts.actual ?? 'absent'}, expected ${facts.expected ?? 'none'}`;
}

export class ParentHashMismatchError extends rule('PARENT_HASH_MISMATCH', differs('parent hash')) {}
export class BlockNumberMismatchError extends rule('BLOCK_NUMBER_MISMATCH', differs('block number')) {}
export class DifficultyMismatchError extends rule('DIFFICULTY_MISMATCH', differs('difficulty')) {}
export class BaseFeeMismatchError extends rule('BASE_FEE_MISMATCH', differs('base fee')) {}
export class ExcessBlobGasMismatchError extends rule(
  'EXCESS_BLOB_GAS_MISMATCH',
  differs('excess blob gas'),
) {}
export class DaoExtraDataMismatchError extends rule('DAO_EXTRA_DATA_MISMATCH', differs('extra data')) {}
// biome-ignore format: one row per rule
export class TransactionsRootMismatchError extends rule('TRANSACTIONS_ROOT_MISMATCH', differs('transactions root')) {}
export class OmmersHashMismatchError extends rule('OMMERS_HASH_MISMATCH', differs('ommers hash')) {}
// biome-ignore format: one row per rule
export class WithdrawalsRootMismatchError extends rule('WITHDRAWALS_ROOT_MISMATCH', differs('withdrawals root')) {}
export class GasUsedMismatchError extends rule('GAS_USED_MISMATCH', differs('gas used')) {}
export class BlobGasUsedMismatchError extends rule('BLOB_GAS_USED_MISMATCH', differs('blob gas used')) {}
export class LogsBloomMismatchError extends rule('LOGS_BLOOM_MISMATCH', differs('logs bloom')) {}
export class ReceiptsRootMismatchError extends rule('RECEIPTS_ROOT_MISMATCH', differs('receipts root')) {}
export class RequestsHashMismatchError extends rule('REQUESTS_HASH_MISMATCH', differs('requests hash')) {}
// biome-ignore format: one row per rule
export class BlockAccessListHashMismatchError extends rule('BLOCK_ACCESS_LIST_HASH_MISMATCH', differs('block access list hash')) {}
export class StateRootMismatchError extends rule('STATE_ROOT_MISMATCH', differs('state root')) {}

interface Limit {
  actual: bigint | number;
  limit: bigint | number;
}

// biome-ignore format: one row per rule
export class TimestampNotAfterParentError extends rule('TIMESTAMP_NOT_AFTER_PARENT', (f: { actual: bigint; parent: bigint }) => `timestamp ${f.actual} is not after the parent's ${f.parent}`) {}
// biome-ignore format: one row per rule
export class GasLimitOutOfBoundsError extends rule('GAS_LIMIT_OUT_OF_BOUNDS', (f: { actual: bigint; parent: bigint }) => `gas limit ${f.actual} after ${f.parent}`) {}
// biome-ignore format: one row per rule
export class GasUsedAboveLimitError extends rule('GAS_USED_ABOVE_LIMIT', (f: Limit) => `gas used ${f.actual} is above the gas limit of ${f.limit}`) {}
// biome-ignore format: one row per rule
export class ExtraDataTooLongError extends rule('EXTRA_DATA_TOO_LONG', (f: Limit) => `${f.actual} bytes of extra data, more than ${f.limit}`) {}
// biome-ignore format: one row per rule
export class HeaderFieldInvalidError extends rule('HEADER_FIELD_INVALID', (f: { field: string; reason: string }) => `header field ${f.field} ${f.reason}`) {}
// biome-ignore format: one row per rule
export class BlobGasUsedOutOfBoundsError extends rule('BLOB_GAS_USED_OUT_OF_BOUNDS', (f: Limit) => `blob gas used ${f.actual} is above ${f.limit} or no multiple of a blob`) {}
// biome-ignore format: one row per rule
export class BlockTooLargeError extends rule('BLOCK_TOO_LARGE', (f: Limit) => `${f.actual} bytes, more than ${f.limit}`) {}
// biome-ignore format: one row per rule
export class OmmersInvalidError extends rule('OMMERS_INVALID', (f: { reason: string; ommer?: Hash }) => `${f.ommer ? `ommer ${f.ommer}` : 'the ommers'}: ${f.reason}`) {}
// biome-ignore format: one row per rule
export class SystemContractMissingError extends rule('SYSTEM_CONTRACT_MISSING', (f: { address: Address }) => `the system contract ${f.address} has no code`) {}
// biome-ignore format: one row per rule
export class SystemCallFailedError extends rule('SYSTEM_CALL_FAILED', (f: { address: Address }) => `the system call of ${f.address} failed`) {}
// biome-ignore format: one row per rule
export class DepositLayoutInvalidError extends rule('DEPOSIT_LAYOUT_INVALID', (f: { reason: string }) => `a deposit log with ${f.reason}`) {}
// biome-ignore format: one row per rule
export class BlockAccessListTooLongError extends rule('BLOCK_ACCESS_LIST_TOO_LONG', (f: Limit) => `${f.actual} accounts and slots in the block access list, more than ${f.limit}`) {}
// biome-ignore format: one row per rule
export class BlockAccessListMalformedError extends rule('BLOCK_ACCESS_LIST_MALFORMED', (f: { reason: string }) => `block access list: ${f.reason}`) {}

/** A block of a time that has not come. No rule is broken: the same block may be valid later. Code BLOCK_IN_FUTURE. */
export class BlockInFutureError extends HeddleError {
  /** @param facts.actual timestamp of the block, @param facts.latest that is accepted now; both in seconds since 1970 */
  constructor(facts: { actual: bigint; latest: bigint; number: bigint }) {
    const { actual, latest, number } = facts;
    const sentence = `its time ${actual} has not come, ${latest} is the latest now. Try again then, or set the clock`;
    super('BLOCK_IN_FUTURE', `Block ${number}: ${sentence}.`, facts);
  }
}

/** One entry on which a block access list and the block differ; `undefined` where one of them has none. */
export interface ListDifference {
  address: Address;
  entry: 'account' | 'slot' | 'read' | 'balance' | 'nonce' | 'code';
  slot?: Hash;
  /** Place in the block (EIP-7928), where the entry has one. */
  index?: number;
  listed: bigint | Hex | 'present' | undefined;
  actual: bigint | Hex | 'present' | undefined;
}

function sayDifference({ address, entry, slot, index, listed, actual }: ListDifference): string {
  const what = entry === 'account' ? `account ${address}` : `${entry} ${slot ?? ''} of ${address}`;
  const where = index === undefined ? '' : ` at index ${index}`;
  const list = `the block access list has ${listed ?? 'nothing'}`;
  return `${list} for ${what.replace('  ', ' ')}${where}, the block ${actual ?? 'nothing'}`;
}
export class BlockAccessListMismatchError extends rule('BLOCK_ACCESS_LIST_MISMATCH', sayDifference) {}

/** Filters of logs. */
import type { Address, Hash } from '@heddle/engine';
import { ParamError } from '../errors.ts';
import type { LogPattern } from '../logs/matchLog.ts';
import { type BlockNumber, blockNumber } from './block.ts';
import { fields } from './fields.ts';
import { address, hash } from './hex.ts';
import { listOf, type Param } from './param.ts';

/** Which logs, of which blocks. */
export interface LogFilter extends LogPattern {
  /** One block by hash, or a range of the canonical chain. */
  range: { blockHash: Hash } | { from: BlockNumber; to: BlockNumber };
}

const MAX_TERMS = 1_024;
/** A log has no more. */
const MAX_TOPICS = 4;

/** One or any of several; null for any. */
function alternatives<Value>(one: Param<Value>): Param<Value[] | undefined> {
  const list = listOf(one, MAX_TERMS);
  return {
    read(value) {
      if (value === null) return undefined;
      if (!Array.isArray(value)) return [one.read(value)];
      // Null among the alternatives of a topic means any, so the others say nothing.
      return value.includes(null) ? undefined : list.read(value);
    },
  };
}

const shape = fields({
  blockHash: hash,
  fromBlock: blockNumber,
  toBlock: blockNumber,
  address: alternatives(address),
  topics: listOf(alternatives(hash)),
});

export const logFilter: Param<LogFilter> = {
  read(value) {
    const { blockHash, fromBlock, toBlock, address: addresses, topics = [] } = shape.read(value);
    if (blockHash !== undefined && (fromBlock !== undefined || toBlock !== undefined)) {
      throw new ParamError('cannot specify both BlockHash and FromBlock/ToBlock, choose one or the other');
    }
    if (topics.length > MAX_TOPICS)
      throw new ParamError(`exceed max topics: ${topics.length}, at most ${MAX_TOPICS}`);
    const range = blockHash ? { blockHash } : { from: fromBlock ?? 'latest', to: toBlock ?? 'latest' };
    return { range, addresses: noneIsAny(addresses), topics: topics.map(noneIsAny) };
  },
};

/** An empty list of alternatives means any, as geth has it. */
function noneIsAny<Value extends Address | Hash>(
  values: Value[] | undefined,
): ReadonlySet<Value> | undefined {
  return values === undefined || values.length === 0 ? undefined : new Set(values);
}

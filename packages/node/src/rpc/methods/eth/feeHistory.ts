import { ParamError, serverError } from '../../errors.ts';
import { feeHistory as historyOf } from '../../fees/feeHistory.ts';
import { toQuantity } from '../../format/hex.ts';
import { lesser } from '../../lesser.ts';
import { method } from '../../method.ts';
import { blockNumber } from '../../params/block.ts';
import { count } from '../../params/hex.ts';
import { listOf, optional, type Param, shown } from '../../params/param.ts';
import { refOf } from '../../resolveBlock.ts';

/** As geth has them. */
const MAX_BLOCKS = 1_024n;
const MAX_PERCENTILES = 100;

const percentile: Param<number> = {
  read(value) {
    if (typeof value === 'number' && value >= 0 && value <= 100) return value;
    throw new ParamError(`invalid reward percentile: ${typeof value === 'number' ? value : shown(value)}`);
  },
};

const percentiles: Param<number[]> = {
  read(value) {
    const list = listOf(percentile, MAX_PERCENTILES).read(value);
    const at = list.findIndex((item, index) => index > 0 && item < list[index - 1]!);
    if (at < 0) return list;
    throw new ParamError(`invalid reward percentile: #${at - 1}:${list[at - 1]} >= #${at}:${list[at]}`);
  },
};

export const feeHistory = method(
  'eth_feeHistory',
  [count, blockNumber, optional(percentiles, undefined)],
  ({ chain }, [blocks, newest, wanted]) => {
    if (blocks === 0n) return { oldestBlock: '0x0', gasUsedRatio: [] };
    const last = chain.header(refOf(newest));
    if (last === undefined) {
      throw serverError(`request beyond head block: requested ${newest}, head ${chain.head.header.number}`);
    }
    const asked = wanted?.length === 0 ? undefined : wanted;
    const history = historyOf(chain, lesser(blocks, MAX_BLOCKS), last.number, asked);
    return {
      oldestBlock: toQuantity(history.oldestBlock),
      ...(history.rewards && { reward: history.rewards.map((row) => row.map(toQuantity)) }),
      baseFeePerGas: history.baseFees.map(toQuantity),
      gasUsedRatio: history.gasUsedRatios,
      baseFeePerBlobGas: history.blobBaseFees.map(toQuantity),
      blobGasUsedRatio: history.blobGasUsedRatios,
    };
  },
);

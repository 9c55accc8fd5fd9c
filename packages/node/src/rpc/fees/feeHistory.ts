/** What blocks cost, over a range of them. */
import { BLOB_GAS, baseFeeAfter, blobBaseFee, excessBlobGas, type Header } from '@heddle/engine';
import type { ChainReader } from '../chainReader.ts';
import { rulesFor } from '../hardforkOf.ts';
import { receiptsOf } from '../receiptsOf.ts';
import { tipsAt, tipsOf } from './tips.ts';

export interface FeeHistory {
  oldestBlock: bigint;
  /** Of each block and of the one after the last, in wei per gas; so is `blobBaseFees`. */
  baseFees: bigint[];
  blobBaseFees: bigint[];
  gasUsedRatios: number[];
  blobGasUsedRatios: number[];
  /** Tips at the percentiles, a row per block; undefined when none were asked for. */
  rewards: bigint[][] | undefined;
}

/** Fees of the `count` blocks that end with `last`, fewer where the chain begins. */
export function feeHistory(
  chain: ChainReader,
  count: bigint,
  last: bigint,
  percentiles: readonly number[] | undefined,
): FeeHistory {
  const first = last + 1n > count ? last + 1n - count : 0n;
  const headers: Header[] = [];
  for (let number = first; number <= last; number++) {
    const header = chain.header(number);
    if (header !== undefined) headers.push(header);
  }
  const newest = headers.at(-1);
  return {
    oldestBlock: first,
    baseFees: [
      ...headers.map((header) => header.baseFeePerGas ?? 0n),
      newest ? nextBaseFee(chain, newest) : 0n,
    ],
    blobBaseFees: [
      ...headers.map((header) => blobFeeOf(chain, header)),
      newest ? nextBlobFee(chain, newest) : 0n,
    ],
    gasUsedRatios: headers.map(({ gasUsed, gasLimit }) => Number(gasUsed) / Number(gasLimit)),
    blobGasUsedRatios: headers.map((header) => blobRatio(chain, header)),
    rewards: percentiles && headers.map((header) => rewardsOf(chain, header, percentiles)),
  };
}

/** The rules of the block after: its time is not known yet, but it is at least a second later. */
function rulesAfter(chain: ChainReader, { number, timestamp, difficulty }: Header) {
  return rulesFor(chain, { number: number + 1n, timestamp: timestamp + 1n, difficulty });
}

/** Base fee of the block after `parent`; 0 where there is none yet. */
export function nextBaseFee(chain: ChainReader, parent: Header): bigint {
  return rulesAfter(chain, parent).baseFee ? baseFeeAfter(parent) : 0n;
}

/** Blob base fee of a block; 0 before blobs. */
export function blobFeeOf(chain: ChainReader, header: Header): bigint {
  return header.excessBlobGas === undefined ? 0n : blobBaseFee(header.excessBlobGas, rulesFor(chain, header));
}

function nextBlobFee(chain: ChainReader, parent: Header): bigint {
  const rules = rulesAfter(chain, parent);
  return rules.blobs ? blobBaseFee(excessBlobGas(parent, rules), rules) : 0n;
}

function blobRatio(chain: ChainReader, header: Header): number {
  if (header.blobGasUsed === undefined) return 0;
  return Number(header.blobGasUsed) / (rulesFor(chain, header).blobMax * Number(BLOB_GAS));
}

function rewardsOf(chain: ChainReader, header: Header, percentiles: readonly number[]): bigint[] {
  const block = chain.block(header.number);
  const receipts = block && receiptsOf(chain, block);
  const tips = block && receipts ? tipsOf(header, block.transactions, receipts) : [];
  return tipsAt(percentiles, tips, header.gasUsed);
}

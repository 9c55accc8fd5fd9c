/** Which tip gets a transaction into the next blocks. */
import type { Hash } from '@heddle/engine';
import type { ChainReader } from '../chainReader.ts';
import { senderOf } from '../format/transaction.ts';
import { lesser } from '../lesser.ts';
import { tipOf } from './tips.ts';

/** As geth's oracle: the lowest three tips of each of the last twenty blocks, and of those the one at 60 %. */
const BLOCKS = 20n;
const TIPS_PER_BLOCK = 3;
const PERCENTILE = 60;
const LOWEST_THAT_COUNTS = 2n;
const HIGHEST = 500n * 10n ** 9n;
/** Where no block has any: one gwei. */
const DEFAULT_TIP = 10n ** 9n;

const suggested = new WeakMap<ChainReader, { head: Hash; tip: bigint }>();

/** Wei per gas; computed once per head. */
export function suggestTip(chain: ChainReader): bigint {
  const head = chain.head.hash;
  const known = suggested.get(chain);
  if (known?.head === head) return known.tip;
  const tip = tipFromBlocks(chain);
  suggested.set(chain, { head, tip });
  return tip;
}

function tipFromBlocks(chain: ChainReader): bigint {
  const last = chain.head.header.number;
  const first = last >= BLOCKS ? last - BLOCKS + 1n : 0n;
  const samples: bigint[] = [];
  for (let number = first; number <= last; number++) samples.push(...lowestTips(chain, number));
  if (samples.length === 0) return DEFAULT_TIP;
  samples.sort((a, b) => (a < b ? -1 : a > b ? 1 : 0));
  const tip = samples[Math.floor(((samples.length - 1) * PERCENTILE) / 100)]!;
  return lesser(tip, HIGHEST);
}

/** What the beneficiary pays itself is no price. */
function lowestTips(chain: ChainReader, number: bigint): bigint[] {
  const block = chain.block(number);
  if (block === undefined) return [];
  return block.transactions
    .filter((transaction) => senderOf(transaction) !== block.header.beneficiary)
    .map((transaction) => tipOf(transaction, block.header))
    .filter((tip) => tip >= LOWEST_THAT_COUNTS)
    .sort((a, b) => (a < b ? -1 : a > b ? 1 : 0))
    .slice(0, TIPS_PER_BLOCK);
}

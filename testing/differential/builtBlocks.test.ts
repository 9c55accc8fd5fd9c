import {
  type Block,
  createPool,
  decodeBlock,
  devChain,
  encodeBlock,
  encodeTransaction,
  executeBlock,
  type Hash,
  headerHash,
  type MemoryState,
  mechanisms,
  type Pool,
  type Transaction,
  transactionHash,
  validateBody,
  validateHeader,
  validateResult,
} from '@heddle/engine';
import { rulesOf } from '@heddle/evm';
import { type BestTransactions, buildBlock, type PooledTransaction } from '@heddle/node';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { createRandom } from '../generators/random.ts';
import { coveredHardforks, randomBlock } from '../generators/randomBlock.ts';

let pool: Pool;
beforeAll(async () => {
  pool = await createPool({ workers: 2 });
});
afterAll(() => pool.close());

/** Transactions in a given order, as the pool would give them. */
function bestOf(transactions: readonly Transaction[]): BestTransactions {
  const left = transactions.map((transaction): PooledTransaction => {
    const raw = encodeTransaction(transaction);
    const hash = transactionHash(transaction);
    const named = transaction as PooledTransaction['transaction'];
    return { hash, transaction: named, raw, sizeBytes: raw.length, isLocal: false, arrivedMs: 0 };
  });
  const skipped = new Set<string>();
  let last: PooledTransaction | undefined;
  const next = () => {
    last = left.shift();
    while (last !== undefined && skipped.has(last.transaction.from)) last = left.shift();
    return last;
  };
  return {
    next,
    skipSender: () => last && skipped.add(last.transaction.from),
    *[Symbol.iterator]() {
      for (let one = next(); one !== undefined; one = next()) yield one;
    },
  };
}

async function rootAfter(state: MemoryState, changes: Parameters<MemoryState['apply']>[0]): Promise<Hash> {
  const after = state.fork();
  after.apply(changes);
  return after.stateRoot();
}

/** A parent under a made-up block, so that the block can be built on it. */
function parentOf({ header, blockHashes }: Block, state: MemoryState) {
  const parent = {
    ...header,
    number: header.number - 1n,
    timestamp: header.timestamp - 12n,
    gasUsed: header.gasLimit / 2n,
    logsBloom: `0x${'00'.repeat(256)}` as const,
  };
  return { header: parent, hash: headerHash(parent), state, blockHashes };
}

/** Everything that somebody does who gets the block as bytes. */
async function validate(
  built: Block,
  parent: ReturnType<typeof parentOf>,
  mechanism: (typeof mechanisms)[number],
) {
  const spec = devChain(built.hardfork, built.chainId);
  const decoded = decodeBlock(encodeBlock(built), { spec, blockHashes: built.blockHashes });
  // Nobody signed: the senders are those of the generator.
  const block = { ...decoded, transactions: built.transactions };
  expect(decoded.transactions.map(transactionHash)).toEqual(built.transactions.map(transactionHash));
  validateHeader(block.header, parent.header, spec);
  validateBody(block);
  const result = await executeBlock(block, parent.state, { pool, mechanism, fallBack: false });
  const stateRoot = await rootAfter(parent.state, result.changes);
  validateResult(block.header, { ...result, stateRoot });
}

test('a block that is built validates with every mechanism, whatever was offered', async () => {
  const later = coveredHardforks.filter(
    (hardfork) => rulesOf(hardfork).receiptStatus && rulesOf(hardfork).proofOfStake,
  );
  let rejectedInAll = 0;
  for (let seed = 1; seed <= 20; seed++) {
    const hardfork = later[seed % later.length]!;
    const { block, state } = randomBlock(seed, { transactions: 120, keys: 3 + (seed % 30), hardfork });
    const random = createRandom(seed);
    const offered = block.transactions.flatMap((tx) => (random.below(15) === 0 ? [] : [tx]));
    const parent = parentOf(block, state);
    const { timestamp, beneficiary, mixHash, parentBeaconBlockRoot, slotNumber } = block.header;
    const built = await buildBlock(
      {
        spec: devChain(hardfork, block.chainId),
        workers: pool,
        pool: { best: () => bestOf(offered) },
        stateRoot: ({ changes }) => rootAfter(state, changes),
      },
      parent,
      {
        ...{ timestamp, feeRecipient: beneficiary, prevRandao: mixHash },
        ...{ withdrawals: block.withdrawals, parentBeaconBlockRoot, slotNumber },
      },
    );
    rejectedInAll += built.rejected.length;
    expect(built.block.transactions.length, `seed ${seed}`).toBeGreaterThan(10);
    for (const mechanism of mechanisms) await validate(built.block, parent, mechanism);
  }
  expect(rejectedInAll).toBeGreaterThan(50);
}, 120_000);

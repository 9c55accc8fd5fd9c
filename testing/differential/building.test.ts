import {
  type Block,
  type BlockResult,
  createPool,
  type ExecuteOptions,
  executeBlock,
  HeddleError,
  type Pool,
  type StateReader,
  type Transaction,
  validateTransaction,
} from '@heddle/engine';
import { rulesOf } from '@heddle/evm';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { createRandom } from '../generators/random.ts';
import { coveredHardforks, randomBlock } from '../generators/randomBlock.ts';

let pool: Pool;
beforeAll(async () => {
  pool = await createPool({ workers: 3 });
});
afterAll(() => pool.close());

/** A block of which much is invalid where it stands: nonces off by one, senders out of money, order disturbed, no room. */
function disturbed(seed: number): { offered: Block; state: StateReader } {
  const hardfork = coveredHardforks[seed % coveredHardforks.length]!;
  const { block, state } = randomBlock(seed, { transactions: 150, keys: 2 + (seed % 20), hardfork });
  const random = createRandom(seed ^ 0x51ab);
  const transactions: Transaction[] = [];
  for (const tx of block.transactions) {
    const dice = random.below(20);
    if (dice === 0) continue; // those that follow have a gap before them
    if (dice === 1) transactions.push({ ...tx, nonce: tx.nonce + 1n });
    else if (dice === 2) transactions.push(tx, { ...tx });
    else if (dice === 3) transactions.push({ ...tx, value: 1n << 200n });
    else if (dice === 4) transactions.splice(Math.max(0, transactions.length - 3), 0, tx);
    else transactions.push(tx);
  }
  const share = 4n + BigInt(random.below(30));
  const header = { ...block.header, gasLimit: (block.header.gasLimit * share) / 100n };
  const rules = rulesOf(hardfork);
  const isValidAlone = (tx: Transaction) => {
    try {
      validateTransaction(tx, { rules, hardfork, header, chainId: block.chainId });
      return true;
    } catch {
      return false;
    }
  };
  let blobs = 0;
  const offered = transactions.filter((tx) => {
    const count = tx.blobVersionedHashes.length;
    if (!isValidAlone(tx) || blobs + count > rules.blobMax) return false;
    blobs += count;
    return true;
  });
  return { offered: { ...block, header, transactions: offered }, state };
}

/** All of a result but how it came about; errors as what they say. */
function comparable({ report: _, skipped, ...result }: BlockResult) {
  const errors = skipped?.map(({ txIndex, error }) => {
    if (!(error instanceof HeddleError)) throw error;
    return { txIndex, code: error.code, facts: error.facts };
  });
  return { ...result, ...(errors && { errors }) };
}

const build = async (block: Block, state: StateReader, options: ExecuteOptions) =>
  comparable(await executeBlock(block, state, { ...options, skipInvalid: true, listAccesses: true }));

test('what is skipped leaves no trace: the block of the others does the same, and every schedule finds the same', async () => {
  let skippedInAll = 0;
  let withoutRoom = 0;
  for (let seed = 1; seed <= 45; seed++) {
    const { offered, state } = disturbed(seed);
    const serial = await build({ ...offered }, state, { mechanism: 'serial', pool });
    const skipped = new Set(serial.errors?.map(({ txIndex }) => txIndex));
    skippedInAll += skipped.size;
    withoutRoom += serial.errors?.filter(({ code }) => code === 'GAS_ALLOWANCE_EXCEEDED').length ?? 0;
    for (const jitterSeed of [0, seed]) {
      const options: ExecuteOptions = { mechanism: 'optimistic', pool, jitterSeed, fallBack: false };
      expect(await build({ ...offered }, state, options), `seed ${seed}`).toEqual(serial);
    }
    const transactions = offered.transactions.filter((_, txIndex) => !skipped.has(txIndex));
    const { errors: _, ...built } = serial;
    for (const mechanism of ['serial', 'optimistic', 'locks', 'message-passing'] as const) {
      const again = await executeBlock({ ...offered, transactions }, state, {
        mechanism,
        pool,
        listAccesses: true,
      });
      expect(comparable(again), `seed ${seed} by ${mechanism}`).toEqual(built);
    }
  }
  expect(skippedInAll).toBeGreaterThan(500);
  expect(withoutRoom).toBeGreaterThan(200);
}, 120_000);

test('a block of which nothing is valid is the empty block', async () => {
  const { block, state } = randomBlock(3, { transactions: 40, keys: 5, hardfork: 'prague' });
  const transactions = block.transactions.map((tx) => ({ ...tx, nonce: tx.nonce + 100n }));
  const options: ExecuteOptions = { mechanism: 'optimistic', pool, fallBack: false };
  const built = await build({ ...block, transactions }, state, options);
  expect(built.errors).toHaveLength(transactions.length);
  expect(built.errors?.every(({ code }) => code === 'NONCE_TOO_HIGH')).toBe(true);
  const { errors: _, ...rest } = built;
  const empty = await executeBlock({ ...block, transactions: [] }, state, { pool, listAccesses: true });
  expect(rest).toEqual(comparable(empty));
});

test('skipping goes with serial and optimistic execution only', async () => {
  const { block, state } = randomBlock(3, { transactions: 5, keys: 5, hardfork: 'prague' });
  await expect(
    executeBlock(block, state, { pool, mechanism: 'locks', skipInvalid: true }),
  ).rejects.toMatchObject({
    code: 'OPTION_INVALID',
  });
});

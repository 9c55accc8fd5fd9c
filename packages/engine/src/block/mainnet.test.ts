/** Real blocks: what their headers commit to must come out of what the files hold. */
import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { gunzipSync } from 'node:zlib';
import { describe, expect, test } from 'vitest';
import { mainnet } from '../chainSpec.ts';
import { MemoryState } from '../state/memoryState.ts';
import { transactionHash } from '../transaction/hash.ts';
import { recoverSender } from '../transaction/recoverSender.ts';
import { decodeBlock, encodeBlock } from './decode.ts';
import { blockFromRpc } from './fromRpc.ts';
import { headerHash } from './header.ts';
import { transactionsRoot, withdrawalsRoot } from './roots.ts';

const BLOCKS = 45;
/** Recovery takes 50 µs and only repeats what the signature tests show: a few of each block are enough. */
const SENDERS_PER_BLOCK = 5;

const shared =
  process.env.HEDDLE_FIXTURES ?? fileURLToPath(new URL('../../../../../shared', import.meta.url));
const folder = join(shared, 'mainnet');
const files = existsSync(folder) ? readdirSync(folder).filter((name) => name.endsWith('.json.gz')) : [];
if (files.length === 0) {
  console.warn(
    `SKIPPED: mainnet blocks. ${folder} holds none; set HEDDLE_FIXTURES to the folder of the test data.`,
  );
}

interface BlockFile {
  block: { hash: string; transactions: { hash: string; from: string }[] };
  preState: Record<string, { balance: string }>;
}

function read(name: string): BlockFile {
  return JSON.parse(gunzipSync(readFileSync(join(folder, name))).toString());
}

describe.skipIf(files.length === 0)('mainnet blocks', () => {
  test(`there are ${BLOCKS}`, () => {
    expect(files.length).toBe(BLOCKS);
  });

  test.each(files)('%s', (name) => {
    const file = read(name);
    const block = blockFromRpc(file, mainnet);
    const { header, transactions, withdrawals } = block;
    expect(headerHash(header)).toBe(file.block.hash);
    expect(transactionsRoot(transactions)).toBe(header.transactionsRoot);
    expect(transactions.map(transactionHash)).toEqual(file.block.transactions.map(({ hash }) => hash));
    expect(withdrawals && withdrawalsRoot(withdrawals)).toBe(header.withdrawalsRoot);
    for (const transaction of transactions.slice(0, SENDERS_PER_BLOCK)) {
      expect(recoverSender(transaction)).toBe(transaction.from);
    }
    const decoded = decodeBlock(encodeBlock(block), { spec: mainnet });
    expect(decoded.transactions).toEqual(transactions.map(({ from: _, ...transaction }) => transaction));
    expect(() => MemoryState.fromAlloc(file.preState, { strict: true })).not.toThrow();
  });
});

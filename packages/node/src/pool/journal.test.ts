import { appendFileSync, mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { encodeTransaction } from '@heddle/engine';
import { afterAll, expect, test } from 'vitest';
import { developmentAccounts } from '../dev/accounts.ts';
import { signTransaction } from '../dev/signing.ts';
import { ether, headOf, testSpec, transferOf } from '../testing/poolChain.ts';
import { openTransactionPool } from './openTransactionPool.ts';

const folder = mkdtempSync(join(tmpdir(), 'heddle-journal-'));
afterAll(() => rmSync(folder, { recursive: true }));

const [account] = developmentAccounts(1);
const head = headOf({ [account!.address]: { balance: ether } });

function signed(nonce: number): Uint8Array {
  const { from: _from, yParity: _y, r: _r, s: _s, ...unsigned } = transferOf(account!.address, nonce);
  return encodeTransaction(signTransaction(unsigned, account!.privateKey));
}

test('local transactions are there again after a crash, a torn line is not', async () => {
  const journalFile = join(folder, 'crash');
  const pool = await openTransactionPool({ spec: testSpec(), head, journalFile });
  await pool.add([signed(0), signed(1)], { source: 'local' });
  await pool.add([signed(2)]);
  appendFileSync(journalFile, 'f86c'); // what a crash in the middle of a line leaves
  const again = await openTransactionPool({ spec: testSpec(), head, journalFile });
  expect(
    again
      .contentFrom(account!.address)
      .pending.map(({ transaction, isLocal }) => [transaction.nonce, isLocal]),
  ).toEqual([
    [0n, true],
    [1n, true],
  ]);
  expect(readFileSync(journalFile, 'utf8').split('\n')).toHaveLength(3);
  await again.close();
  await pool.close();
});

test('what left the pool leaves the journal when it is closed', async () => {
  const journalFile = join(folder, 'close');
  const pool = await openTransactionPool({ spec: testSpec(), head, journalFile });
  const [first] = await pool.add([signed(0)], { source: 'local' });
  pool.remove(first!.hash!);
  await pool.close();
  const again = await openTransactionPool({ spec: testSpec(), head, journalFile });
  expect(again.status().pending).toBe(0);
  await again.close();
});

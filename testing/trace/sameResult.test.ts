/** Traced execution does what plain execution does, and what tracers say of the state is true. */
import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { gunzipSync } from 'node:zlib';
import {
  type Alloc,
  type Block,
  type BlockResult,
  blockFromRpc,
  executeBlock,
  HeddleError,
  MemoryState,
  mainnet,
  type StateReader,
  type TracedState,
} from '@heddle/engine';
import { rulesOf } from '@heddle/evm';
import { describe, expect, test } from 'vitest';
import { blockOfSeed, families } from '../differential/blockOfSeed.ts';
import { dataFolder } from '../fixtures/archives.ts';
import { type AllTraces, traceAll } from './allTracers.ts';

/** One round of the adversarial kinds. */
const SEEDS = { random: 8, adversarial: 19 };

/** Status, gas and logs of each transaction, as receipts and as traces have them. */
const ofReceipts = ({ receipts }: BlockResult) =>
  receipts.map(({ status, gasUsed, logs }) => ({ succeeded: status === 1, gasUsed, logs }));
const ofTraces = (traces: readonly AllTraces[]) =>
  traces.map(({ outcome: { status, gasUsed, logs } }) => ({
    succeeded: status === 'success',
    gasUsed,
    logs,
  }));

/** The accounts that the diffs of all transactions leave behind, as far as they name them. */
function stateAfter(traces: readonly AllTraces[]): TracedState {
  const after: TracedState = {};
  for (const { diff } of traces) {
    for (const [address, was] of Object.entries(diff.pre))
      after[address as '0x'] = { ...was, ...after[address as '0x'] };
    for (const [address, account] of Object.entries(diff.post)) {
      const known = after[address as '0x'] ?? {};
      after[address as '0x'] = { ...known, ...account };
    }
  }
  return after;
}

/** Expects the same of both; the traces, or undefined for a block that both refuse. */
async function expectSame(block: Block, state: StateReader): Promise<AllTraces[] | undefined> {
  const plain = await executeBlock(block, state, { mechanism: 'serial' }).catch(
    (error: HeddleError) => error,
  );
  if (plain instanceof HeddleError) {
    await expect(traceAll(block, state)).rejects.toMatchObject({ code: plain.code });
    return undefined;
  }
  const traces = await traceAll(block, state);
  expect(ofTraces(traces)).toEqual(ofReceipts(plain));
  return traces;
}

describe.each(families)('%s', (family) => {
  test.each(Array.from({ length: SEEDS[family] }, (_, seed) => seed))('block of seed %i', async (seed) => {
    const { block, state } = blockOfSeed(family, seed);
    const traces = await expectSame(block, state);
    if (traces === undefined) return;
    const plain = await executeBlock(block, state, { mechanism: 'serial', transactionsOnly: true });
    const after = stateAfter(traces);
    for (const { address, account } of plain.changes.accounts) {
      if (account === null || after[address]?.balance === undefined) continue;
      expect([address, BigInt(after[address].balance)]).toEqual([address, account.balance]);
    }
  });
});

const folder = join(dataFolder, 'mainnet');
/** Small blocks, one of each time: a large one takes ten seconds with all tracers. */
const wanted = /^(1150000|2674998|2688148|5891667|6137495|11814555|15537394|19933122)\.json\.gz$/;
const files = existsSync(folder) ? readdirSync(folder).filter((name) => wanted.test(name)) : [];
if (files.length === 0)
  console.warn(`SKIPPED: traces of mainnet blocks. ${folder} holds none; set HEDDLE_FIXTURES.`);

/** Transactions of a block that run again on the state that their traces name. */
const REPEATED = 12;

function allocOf(pre: TracedState): Alloc {
  return Object.fromEntries(
    Object.entries(pre).map(([address, { balance = '0x0', nonce = 0, code = '0x', storage = {} }]) => [
      address,
      { balance, nonce: `0x${nonce.toString(16)}`, code, storage },
    ]),
  );
}

describe.skipIf(files.length === 0)('mainnet blocks', () => {
  test.each(files)('%s', async (name) => {
    const file = JSON.parse(gunzipSync(readFileSync(join(folder, name))).toString());
    const block = blockFromRpc(file, mainnet);
    const state = MemoryState.fromAlloc(file.preState, { strict: true });
    const traces = await expectSame(block, state);
    // Before, it mattered whether an empty account exists, which such a trace does not say.
    if (traces === undefined || !rulesOf(block.hardfork).clearsEmptyAccounts) return;
    const step = Math.max(1, Math.floor(traces.length / REPEATED));
    for (let txIndex = 0; txIndex < traces.length; txIndex += step) {
      const { pre, outcome } = traces[txIndex]!;
      const alone: Block = { ...block, transactions: [block.transactions[txIndex]!] };
      const run = { mechanism: 'serial', transactionsOnly: true } as const;
      const { receipts } = await executeBlock(alone, MemoryState.fromAlloc(allocOf(pre)), run);
      const [receipt] = receipts;
      expect([txIndex, receipt!.gasUsed, receipt!.logs]).toEqual([txIndex, outcome.gasUsed, outcome.logs]);
    }
  });
});

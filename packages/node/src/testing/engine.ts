import type { Block, BlockResult, ExecuteOptions, Hash, Header, Hex } from '@heddle/engine';
import type { Engine, LoadedBlock } from '../engine.ts';

const zeroHash: Hash = `0x${'00'.repeat(32)}`;

/** A block without transactions: 1 Mgas used, empty bloom. */
export function fakeBlock(changes: Partial<Block> = {}, headerChanges: Partial<Header> = {}): Block {
  const header: Header = {
    parentHash: zeroHash,
    ommersHash: zeroHash,
    beneficiary: `0x${'00'.repeat(20)}`,
    stateRoot: zeroHash,
    transactionsRoot: zeroHash,
    receiptsRoot: zeroHash,
    logsBloom: '0x00',
    difficulty: 0n,
    number: 100n,
    gasLimit: 30_000_000n,
    gasUsed: 1_000_000n,
    timestamp: 0n,
    extraData: '0x',
    mixHash: zeroHash,
    nonce: '0x0000000000000000',
    ...headerChanges,
  };
  return {
    chainId: 1n,
    hardfork: 'cancun',
    header,
    transactions: [],
    ommers: [],
    blockHashes: new Map(),
    ...changes,
  };
}

/** What an engine gives that agrees with `fakeBlock()`: 10 ms serially, 5 ms otherwise. */
export function fakeResult(options: ExecuteOptions, changes: Partial<BlockResult> = {}): BlockResult {
  const isSerial = options.mechanism === 'serial';
  return {
    receipts: [],
    gasUsed: 1_000_000n,
    blobGasUsed: 0n,
    logsBloom: '0x00',
    receiptsRoot: zeroHash,
    requests: undefined,
    requestsHash: undefined,
    diff: { accounts: new Uint8Array(), slots: new Uint8Array(), codes: new Map() },
    changes: { accounts: [], code: [] },
    report: {
      mechanism: options.mechanism ?? 'optimistic',
      fellBack: false,
      workers: isSerial ? 1 : (options.workers ?? 2),
      ms: isSerial ? 10 : 5,
      prepareMs: 0,
      reads: { lookups: 0, byWorkers: 0, byMainThread: 0 },
      reExecutions: isSerial ? 0 : 3,
      transactions: [],
      conflicts: [],
    },
    ...changes,
  };
}

/** An engine that executes nothing; `executed` lists what it was asked for. */
export function fakeEngine(changes: Partial<Engine> = {}) {
  const executed: ExecuteOptions[] = [];
  const pool = {
    isClosed: false,
    close: async () => {
      pool.isClosed = true;
    },
  };
  const engine: Engine = {
    executeBlock: async (_block, _state, options) => {
      executed.push(options);
      return fakeResult(options);
    },
    createPool: async () => pool as never,
    load: (file) => ({ ...fakeLoaded(), source: file.path }),
    ...changes,
  };
  return { engine, executed, pool };
}

/** `fakeBlock()` over an empty state. */
export function fakeLoaded(block = fakeBlock()): LoadedBlock {
  const state = { account: () => undefined, storage: () => 0n, code: (_hash: Hex) => new Uint8Array() };
  return { source: 'block.json', block, state };
}

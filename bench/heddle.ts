import {
  type Block,
  type BlockResult,
  blockFromRpc,
  decodeBlock,
  decodeTransaction,
  devChain,
  executeBlock,
  type Hex,
  headerFromRpc,
  MemoryState,
  mainnet,
  type Pool,
  placeOf,
  testNetwork,
} from '@heddle/engine';
import type { Kernel } from './fixtures/kernels.ts';
import { iterationsWord, type Loop } from './fixtures/loops.ts';
import type { MainnetFile } from './fixtures/mainnet.ts';
import { rpcHeaderOf } from './fixtures/rpcHeader.ts';
import type { Workload } from './fixtures/workloads.ts';

/** A block and the state before it. */
export interface Case {
  block: Block;
  state: MemoryState;
}

/** How Heddle executes: `workers` only matters to the parallel mechanism. */
export interface HeddleRun {
  mechanism: 'serial' | 'optimistic';
  pool: Pool;
  workers: number;
  signal: AbortSignal;
}

/** Executes a block; `report.ms` of the result is the execution alone, with senders known. */
export function runHeddle({ block, state }: Case, run: HeddleRun): Promise<BlockResult> {
  return executeBlock(block, state, run);
}

/** A block of one transaction that calls the loop. */
export function caseOfLoop({ runtime, iterations }: Loop): Case {
  const target = `0x${'10'.repeat(20)}`;
  const sender: Hex = `0x${'5e'.repeat(20)}`;
  const state = MemoryState.fromAlloc({
    [target]: { code: runtime },
    [sender]: { balance: `0x${'f'.repeat(24)}` },
  });
  const gas = 1_000_000_000n;
  const facts = { number: 1n, timestamp: 1n, gasLimit: gas, baseFeePerGas: 0n, beneficiary: target as Hex };
  const transaction = {
    type: '0x2',
    chainId: '0x1',
    nonce: '0x0',
    gas: `0x${gas.toString(16)}`,
    from: sender,
    to: target,
    value: '0x0',
    input: iterationsWord(iterations),
    maxFeePerGas: '0x0',
    maxPriorityFeePerGas: '0x0',
    accessList: [],
    yParity: '0x0',
    v: '0x0',
    r: '0x1',
    s: '0x1',
  };
  const block = { ...rpcHeaderOf(facts), transactions: [transaction], withdrawals: [] };
  return { block: blockFromRpc({ chainId: '0x1', block, blockHashes: {} }, devChain('cancun', 1n)), state };
}

export function caseOfWorkload(workload: Workload): Case {
  const header = headerFromRpc(rpcHeaderOf(workload));
  const transactions = workload.transactions.map((raw) =>
    decodeTransaction(Buffer.from(raw.slice(2), 'hex')),
  );
  const place = placeOf(header, { spec: devChain('cancun', workload.chainId) });
  const block: Block = { ...place, header, transactions, ommers: [], withdrawals: [] };
  return { block, state: MemoryState.fromAlloc(workload.accounts) };
}

export function caseOfMainnet(file: MainnetFile): Case {
  return {
    block: blockFromRpc(file, mainnet),
    state: MemoryState.fromAlloc(file.preState, { strict: true }),
  };
}

/** The last block of a kernel, over the state that the blocks before it leave. */
export async function caseOfKernel({ blocks, network, accounts }: Kernel, run: HeddleRun): Promise<Case> {
  const spec = testNetwork(network);
  const [block, ...before] = blocks
    .map((rlp) => decodeBlock(Buffer.from(rlp.slice(2), 'hex'), { spec }))
    .reverse();
  if (block === undefined) throw new Error('a kernel without blocks');
  const state = MemoryState.fromAlloc(accounts);
  for (const earlier of before.reverse()) state.apply((await executeBlock(earlier, state, run)).changes);
  return { block, state };
}

import type { Genesis } from '@heddle/chain';
import {
  type Block,
  baseFeeAfter,
  devChain,
  encodeBlock,
  executeBlock,
  type Header,
  headerHash,
  type MemoryState,
  type Pool,
  transactionsRoot,
  withdrawalsRoot,
} from '@heddle/engine';
import type { Workload } from './fixtures/workloads.ts';
import { caseOfWorkload } from './heddle.ts';

/** A workload as the first block of a chain. */
export interface SealedWorkload {
  genesis: Genesis;
  /** The block as it travels. */
  rlp: Uint8Array;
  gasUsed: bigint;
}

/** The workload's block with everything that its header commits to, after a genesis block that it can follow. */
export async function sealWorkload(workload: Workload, pool: Pool): Promise<SealedWorkload> {
  const { block, state } = caseOfWorkload(workload);
  const spec = devChain('cancun', workload.chainId);
  const parent = genesisHeader(block.header, state);
  Object.assign(block.header, {
    number: 1n,
    parentHash: headerHash(parent),
    baseFeePerGas: baseFeeAfter(parent),
    excessBlobGas: 0n,
    transactionsRoot: transactionsRoot(block.transactions),
    withdrawalsRoot: withdrawalsRoot([]),
  } satisfies Partial<Header>);
  const sealed: Block = { ...block, blockHashes: new Map([[0n, headerHash(parent)]]) };
  const result = await executeBlock(sealed, state, { mechanism: 'serial', pool });
  state.apply(result.changes);
  const { receiptsRoot, logsBloom, gasUsed } = result;
  Object.assign(sealed.header, { receiptsRoot, logsBloom, gasUsed, stateRoot: state.stateRoot() });
  return { genesis: { spec, header: parent, alloc: workload.accounts }, rlp: encodeBlock(sealed), gasUsed };
}

/** A block without transactions whose child has the workload's base fee: it used just what it aims at. */
function genesisHeader(header: Header, state: MemoryState): Header {
  return {
    ...header,
    number: 0n,
    timestamp: header.timestamp - 12n,
    gasUsed: header.gasLimit / 2n,
    blobGasUsed: 0n,
    excessBlobGas: 0n,
    stateRoot: state.stateRoot(),
    transactionsRoot: transactionsRoot([]),
    receiptsRoot: transactionsRoot([]),
    withdrawalsRoot: withdrawalsRoot([]),
  };
}

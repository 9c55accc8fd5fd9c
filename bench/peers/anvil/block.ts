import type { Hex } from '@heddle/engine';
import type { Workload } from '../../fixtures/workloads.ts';
import { genesisOf } from './genesis.ts';
import { type Anvil, startAnvil } from './start.ts';

/** Requests in one HTTP request: enough to make the round trip small, not so many that anvil answers late. */
const batchSize = 250;

const hex = (value: bigint): Hex => `0x${value.toString(16)}`;

/** What anvil did with a workload block. */
export interface MinedBlock {
  /** Milliseconds that mining the block took, less those of an empty one. Includes the state root. */
  ms: number;
  /** Milliseconds of an empty block in the same run. */
  emptyMs: number;
  /** Milliseconds of sending the transactions, signatures checked. */
  sendMs: number;
  gasUsed: bigint;
  transactions: number;
}

/** Anvil over the state before a workload block. */
export function startForWorkload(binary: string, workload: Workload): Promise<Anvil> {
  const { chainId, gasLimit, timestamp, baseFeePerGas, accounts } = workload;
  const genesis = genesisOf({ chainId, gasLimit, timestamp: timestamp - 12n, baseFeePerGas, accounts });
  const flags = [
    '--hardfork',
    'cancun',
    '--order',
    'fifo',
    '--chain-id',
    `${chainId}`,
    '--gas-limit',
    `${gasLimit}`,
  ];
  return startAnvil(binary, genesis, flags);
}

/** Mines the workload block once with all its transactions waiting, and puts the state back as it was. */
export async function mineWorkload({ rpc }: Anvil, workload: Workload): Promise<MinedBlock> {
  const mine = async () => {
    await rpc.call('anvil_setCoinbase', workload.beneficiary);
    await rpc.call('anvil_setNextBlockBaseFeePerGas', hex(workload.baseFeePerGas));
    await rpc.call('evm_setNextBlockTimestamp', hex(workload.timestamp));
    const start = performance.now();
    await rpc.call('evm_mine');
    return performance.now() - start;
  };
  const beforeEmpty = await rpc.call<Hex>('evm_snapshot');
  const emptyMs = await mine();
  await rpc.call('evm_revert', beforeEmpty);
  const before = await rpc.call<Hex>('evm_snapshot');
  const sending = performance.now();
  for (let i = 0; i < workload.transactions.length; i += batchSize) {
    const raw = workload.transactions.slice(i, i + batchSize);
    await rpc.batch(raw.map((transaction) => ({ method: 'eth_sendRawTransaction', params: [transaction] })));
  }
  const sendMs = performance.now() - sending;
  const ms = (await mine()) - emptyMs;
  const block = await rpc.call<{ gasUsed: Hex; transactions: Hex[] }>(
    'eth_getBlockByNumber',
    'latest',
    false,
  );
  await rpc.call('evm_revert', before);
  await rpc.call('anvil_dropAllTransactions');
  return { ms, emptyMs, sendMs, gasUsed: BigInt(block.gasUsed), transactions: block.transactions.length };
}

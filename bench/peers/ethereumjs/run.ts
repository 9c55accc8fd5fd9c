import type { Block } from '@ethereumjs/block';
import { Common, Mainnet } from '@ethereumjs/common';
import { createEVM, type EVMMockBlockchainInterface } from '@ethereumjs/evm';
import { createAddressFromString, hexToBytes, type PrefixedHexString } from '@ethereumjs/util';
import { createVM, runBlock } from '@ethereumjs/vm';
import type { InputAccounts } from '../../fixtures/accounts.ts';
import { blocksOf } from './blocks.ts';
import type { Job, Outcome } from './jobs.ts';
import { stateOf } from './state.ts';

/** Gas that no loop uses up. */
const loopGas = 10_000_000_000n;
const loopAddress: PrefixedHexString = `0x${'10'.repeat(20)}`;

/** Does one job. Times leave out decoding, sender recovery, filling the state and the state root. */
export async function runJob(job: Job): Promise<Outcome> {
  if (job.kind === 'loop') return runLoop(job.code, job.data);
  const { blocks, common } = blocksOf(job);
  const hashes = job.kind === 'rpcBlock' ? job.blockHashes : {};
  return runWholeBlocks(blocks, common, job.accounts, hashes);
}

async function runLoop(code: PrefixedHexString, data: PrefixedHexString): Promise<Outcome> {
  const common = new Common({ chain: Mainnet, hardfork: 'cancun' });
  // An account must be there for the loops that store.
  const stateManager = await stateOf({ [loopAddress]: { balance: '0x1', nonce: '0x1' } }, common);
  const evm = await createEVM({ common, stateManager });
  const to = createAddressFromString(loopAddress);
  const input = { to, code: hexToBytes(code), data: hexToBytes(data), gasLimit: loopGas };
  const start = performance.now();
  const { executionGasUsed, exceptionError } = await evm.runCode(input);
  const ms = performance.now() - start;
  if (exceptionError) return { kind: 'failed', reason: exceptionError.error };
  return { kind: 'done', ms, gasUsed: executionGasUsed };
}

/** Runs the blocks in turn and times the last. */
async function runWholeBlocks(
  blocks: Block[],
  common: Common,
  accounts: InputAccounts,
  blockHashes: Record<string, string>,
): Promise<Outcome> {
  const stateManager = await stateOf(accounts, common);
  // Heddle's figures leave the state root out, so that of EthereumJS is not asked for either.
  stateManager.getStateRoot = async () => new Uint8Array(32);
  const vm = await createVM({ common, stateManager, blockchain: new KnownHashes(blockHashes) });
  let outcome: Outcome = { kind: 'failed', reason: 'no block' };
  for (const block of blocks) {
    // EthereumJS keeps the public key that it recovers here.
    for (const transaction of block.transactions) transaction.getSenderAddress();
    const options = { block, generate: true, skipHeaderValidation: true, skipBlockValidation: true };
    const start = performance.now();
    const { gasUsed } = await runBlock(vm, options);
    outcome = { kind: 'done', ms: performance.now() - start, gasUsed };
  }
  return outcome;
}

/** The ancestors that BLOCKHASH asks for. */
class KnownHashes implements EVMMockBlockchainInterface {
  readonly #hashes: Map<bigint, Uint8Array>;

  constructor(hashes: Record<string, string>) {
    const entries = Object.entries(hashes) as [string, PrefixedHexString][];
    this.#hashes = new Map(entries.map(([number, hash]) => [BigInt(number), hexToBytes(hash)]));
  }

  async getBlock(number: number): Promise<{ hash(): Uint8Array }> {
    return { hash: () => this.#hashes.get(BigInt(number)) ?? new Uint8Array(32) };
  }

  async putBlock(): Promise<void> {}

  shallowCopy(): this {
    return this;
  }
}

import { type Address, executeBlock } from '@heddle/engine';
import type { Hardfork } from '@heddle/evm';
import { sender, smallBlock } from '../adversarial/smallBlock.ts';
import { asm } from '../dsl/asm.ts';
import { addressOf, type CastAccount } from '../generators/cast.ts';

/** The account whose code {@link runCode} runs. */
export const runner: Address = addressOf(1, 0xfa);

/** What running a piece of code came to. */
export interface CodeRun {
  succeeded: boolean;
  /** Gas of the code alone, without the 21,000 of the transaction; refunds are taken off. */
  gas: bigint;
  /** What the code returned with LOG0, if it did. */
  output: string | undefined;
}

/** Runs assembler source as the code of an account, in a transaction with a million gas for it. */
export async function runCode(
  source: string,
  hardfork: Hardfork,
  accounts: Record<Address, Partial<CastAccount>> = {},
): Promise<CodeRun> {
  const { block, state } = smallBlock({
    hardfork,
    accounts: { ...accounts, [runner]: { nonce: 1n, ...accounts[runner], code: asm(source).code } },
    transactions: [{ from: sender(0), to: runner, gasLimit: 1_021_000n }],
  });
  const run = { mechanism: 'serial', transactionsOnly: true } as const;
  const { receipts } = await executeBlock(block, state, run);
  const [receipt] = receipts;
  return {
    succeeded: receipt!.status === 1,
    gas: receipt!.gasUsed - 21_000n,
    output: receipt!.logs[0]?.data,
  };
}

/** Runs `source`, which leaves one word, and gives that word. */
export async function wordOf(source: string, hardfork: Hardfork): Promise<bigint> {
  const { output } = await runCode(`${source} 0 MSTORE 32 0 LOG0`, hardfork);
  if (output === undefined) throw new Error(`it failed: ${source}`);
  return BigInt(output);
}

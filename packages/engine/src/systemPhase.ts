/** What a block does beside its transactions: before them and after them. */
import { rulesOf } from '@heddle/evm';
import { rewards, withdrawalCredits } from './block/credits.ts';
import { daoAccounts, daoRefundContract } from './block/daoFork.ts';
import { typedRequest } from './block/requests.ts';
import { type SystemCall, systemAddress, systemCallGas, systemCalls } from './block/systemCalls.ts';
import type { BlockRun } from './blockRun.ts';
import { SystemCallFailedError, SystemContractMissingError } from './errors/block.ts';
import { packSystemCall } from './shared/packTransactions.ts';
import { readOutput } from './shared/readResults.ts';
import type { Hex } from './types.ts';

/** The DAO's move and the calls before the first transaction. */
export async function runBefore(run: BlockRun): Promise<void> {
  if (run.block.movesDao === true) await moveDao(run);
  for (const call of callsOf(run, 'before')) await makeCall(run, call);
}

/** Credits and the calls after the last transaction; returns the requests that the calls gave (EIP-7685). */
export async function runAfter(run: BlockRun): Promise<Hex[]> {
  for (const { address, amount } of [...withdrawalCredits(run.block), ...rewards(run.block)])
    await run.credit(address, amount);
  const requests: Hex[] = [];
  for (const call of callsOf(run, 'after')) {
    const output = await makeCall(run, call);
    const request = call.requestType === undefined ? undefined : typedRequest(call.requestType, output);
    if (request !== undefined) requests.push(request);
  }
  return requests;
}

function callsOf({ block }: BlockRun, when: SystemCall['when']): SystemCall[] {
  return systemCalls(block, rulesOf(block.hardfork)).filter((call) => call.when === when);
}

async function moveDao(run: BlockRun): Promise<void> {
  let total = 0n;
  for (const address of daoAccounts) total += await run.drain(address);
  await run.credit(daoRefundContract, total);
}

/**
 * Makes one call; its failure counts only where the protocol depends on it.
 *
 * @throws SystemContractMissingError when a contract that must exist has no code
 * @throws SystemCallFailedError when such a call fails
 */
async function makeCall(run: BlockRun, { address, data, mustExist }: SystemCall): Promise<Hex> {
  const { number } = run.block.header;
  if (!(await run.hasCode(address))) {
    if (mustExist) throw new SystemContractMissingError({ address, number });
    return '0x';
  }
  const placed = run.place(packSystemCall(systemAddress, address, data, systemCallGas), 1);
  run.select(placed);
  await run.runHere();
  run.executed.push({ results: placed.results, count: 1, index: run.index, paysFees: false });
  const output = readOutput(run.shared, placed.results);
  if (output === undefined && mustExist) throw new SystemCallFailedError({ address, number });
  return output ?? '0x';
}

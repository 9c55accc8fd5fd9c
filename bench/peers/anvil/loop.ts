import type { Address, Hex } from '@heddle/engine';
import { iterationsWord, type Loop } from '../../fixtures/loops.ts';
import { genesisOf } from './genesis.ts';
import { type Anvil, startAnvil } from './start.ts';

const target: Address = `0x${'1009'.padStart(40, '0')}`;
const gas = 1_000_000_000n;

/** Anvil ready to run loops by eth_call over overridden code. */
export function startForLoops(binary: string): Promise<Anvil> {
  const genesis = genesisOf({ chainId: 1n, gasLimit: gas, timestamp: 0n, baseFeePerGas: 0n, accounts: {} });
  return startAnvil(binary, genesis, ['--hardfork', 'cancun', '--gas-limit', `${gas}`]);
}

function callOf(code: Hex, data: Hex): unknown[] {
  return [{ to: target, data, gas: `0x${gas.toString(16)}` }, 'latest', { [target]: { code } }];
}

/** Milliseconds of a loop: a call of it less a call of code that stops at once. That is close to bare revm. */
export async function timeLoop({ rpc }: Anvil, loop: Loop): Promise<number> {
  const timed = async (params: unknown[]) => {
    const start = performance.now();
    await rpc.call('eth_call', ...params);
    return performance.now() - start;
  };
  const nothing = await timed(callOf('0x00', '0x'));
  return (await timed(callOf(loop.runtime, iterationsWord(loop.iterations)))) - nothing;
}

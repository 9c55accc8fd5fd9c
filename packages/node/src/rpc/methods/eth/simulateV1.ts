import { formatSimulatedBlock } from '../../format/simulated.ts';
import { mapSimulationError } from '../../mapError.ts';
import { method } from '../../method.ts';
import { block } from '../../params/block.ts';
import { optional } from '../../params/param.ts';
import { simulation } from '../../params/simulation.ts';
import { blockOrThrow } from '../../resolveBlock.ts';

export const simulateV1 = method(
  'eth_simulateV1',
  [simulation, optional(block, 'latest')],
  async ({ chain, calls }, [{ blocks, returnFullTransactions, ...options }, id], { signal }) => {
    const base = blockOrThrow(chain, id);
    try {
      const made = await calls.simulate(base, blocks, { ...options, signal });
      return made.map((simulated) => formatSimulatedBlock(simulated, returnFullTransactions));
    } catch (error) {
      throw mapSimulationError(error);
    }
  },
);

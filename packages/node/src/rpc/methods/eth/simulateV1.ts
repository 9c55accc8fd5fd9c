import { formatSimulatedBlock } from '../../format/simulated.ts';
import { method } from '../../method.ts';
import { block } from '../../params/block.ts';
import { optional } from '../../params/param.ts';
import { simulation } from '../../params/simulation.ts';
import { blockOrThrow } from '../../resolveBlock.ts';

export const simulateV1 = method(
  'eth_simulateV1',
  [simulation, optional(block, 'latest')],
  async ({ chain, calls }, [wanted, id], { signal }) => {
    const { returnFullTransactions, ...request } = wanted;
    const blocks = await calls.simulate({ ...request, block: blockOrThrow(chain, id) }, { signal });
    return blocks.map((made) => formatSimulatedBlock(made, returnFullTransactions));
  },
);

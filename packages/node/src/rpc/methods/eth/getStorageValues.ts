import { invalidParams } from '../../errors.ts';
import { toWord } from '../../format/hex.ts';
import { method } from '../../method.ts';
import { block } from '../../params/block.ts';
import { mapOf } from '../../params/fields.ts';
import { address, slot } from '../../params/hex.ts';
import { listOf, optional } from '../../params/param.ts';
import { blockOrThrow } from '../../resolveBlock.ts';

/** As geth has it: at most so many slots of all accounts together. */
const MAX_SLOTS = 1_024;

export const getStorageValues = method(
  'eth_getStorageValues',
  [mapOf(address, listOf(slot, MAX_SLOTS)), optional(block, 'latest')],
  async ({ chain }, [wanted, id]) => {
    if (wanted.size === 0) throw invalidParams('empty request');
    const state = chain.stateAt(blockOrThrow(chain, id));
    const values: Record<string, string[]> = {};
    for (const [who, slots] of wanted) {
      values[who] = await Promise.all(slots.map(async (key) => toWord(await state.storage(who, key))));
    }
    return values;
  },
);

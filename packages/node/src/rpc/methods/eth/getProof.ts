import type { Hash, Hex } from '@heddle/engine';
import { toQuantity } from '../../format/hex.ts';
import { formatProof } from '../../format/proof.ts';
import { method } from '../../method.ts';
import { block } from '../../params/block.ts';
import { address, slot } from '../../params/hex.ts';
import { listOf, optional, type Param } from '../../params/param.ts';
import { blockOrThrow } from '../../resolveBlock.ts';

/** As geth has it. */
const MAX_SLOTS = 1_024;

/** A slot and how the answer names it: in 32 bytes if the caller did, else as a number. */
const namedSlot: Param<{ slot: Hash; name: Hex }> = {
  read(value) {
    const padded = slot.read(value);
    return { slot: padded, name: String(value).length === 66 ? padded : toQuantity(BigInt(padded)) };
  },
};

export const getProof = method(
  'eth_getProof',
  [address, listOf(namedSlot, MAX_SLOTS), optional(block, 'latest')],
  async ({ chain }, [who, keys, id]) => {
    const proof = await chain.proof(
      blockOrThrow(chain, id),
      who,
      keys.map((key) => key.slot),
    );
    return formatProof(
      proof,
      keys.map(({ name }) => name),
    );
  },
);

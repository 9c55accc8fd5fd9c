import { formatProof } from '../../format/proof.ts';
import { method } from '../../method.ts';
import { block } from '../../params/block.ts';
import { address, slot } from '../../params/hex.ts';
import { listOf, optional, type Param } from '../../params/param.ts';
import { blockOrThrow } from '../../resolveBlock.ts';

/** As geth has it. */
const MAX_SLOTS = 1_024;

/** A slot and how the caller wrote it: the answer repeats that. */
const writtenSlot: Param<{ slot: `0x${string}`; written: string }> = {
  read: (value) => ({ slot: slot.read(value), written: String(value) }),
};

export const getProof = method(
  'eth_getProof',
  [address, listOf(writtenSlot, MAX_SLOTS), optional(block, 'latest')],
  async ({ chain }, [who, keys, id]) => {
    const proof = await chain.proof(
      blockOrThrow(chain, id),
      who,
      keys.map((key) => key.slot),
    );
    return formatProof(
      proof,
      keys.map(({ written, slot: padded }) => (written.length === 66 ? padded : written)),
    );
  },
);

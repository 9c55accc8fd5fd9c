import { type BlockResult, executeBlock } from '@heddle/engine';
import { type SmallBlockParts, smallBlock } from '../adversarial/smallBlock.ts';

/** A block of so much gas asks {@link stateByte} per byte of new state (EIP-8037). */
export const blockGasLimit = 100_000_000n;
/** State gas per byte in the blocks of {@link runAmsterdam}. */
export const stateByte = 1174n;
/** State gas of a new slot and of a new account there. */
export const newSlot = 32n * stateByte;
export const newAccount = 112n * stateByte;
/** Regular gas that one transaction may use; what it has beyond is for state only. */
export const mostRegular = 2n ** 24n;

/** Executes the transactions of a small block in Amsterdam serially, without system calls. */
export function runAmsterdam(parts: Omit<SmallBlockParts, 'hardfork'>): Promise<BlockResult> {
  const { block, state } = smallBlock({ ...parts, hardfork: 'amsterdam' });
  block.header.gasLimit = blockGasLimit;
  return executeBlock(block, state, { mechanism: 'serial', transactionsOnly: true });
}

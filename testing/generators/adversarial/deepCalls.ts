/** Deep and wide trees of calls over slots that all transactions share. */
import { sender } from '../../adversarial/smallBlock.ts';
import { asm } from '../../dsl/asm.ts';
import { addressOf } from '../cast.ts';
import { type AdversarialGenerator, times } from './adversity.ts';

const tree = addressOf(5, 0x06);

/** Calls itself with one less until calldata is zero; `width` times at each level. All but a little gas goes along. */
function treeCode(width: number, atNode: string): string {
  const call = `0 0 32 0 0 ADDRESS 2000 GAS SUB CALL POP`;
  return `0 CALLDATALOAD ISZERO @leaf JUMPI ${atNode} 1 0 CALLDATALOAD SUB 0 MSTORE ${`${call} `.repeat(width)} STOP
    leaf: 1 0 SLOAD ADD 0 SSTORE 1 0 SLOAD AND @fail JUMPI STOP fail: INVALID`;
}

/** A line of up to 1,100 calls, or a tree of up to 2^6 leaves; a leaf that made slot 0 odd fails with all its gas. */
export const deepCalls: AdversarialGenerator = ({ random, hardfork, size }) => {
  const width = random.pick([1, 1, 2]);
  const atNode = random.pick(['', '1 1 SLOAD ADD 1 SSTORE', '0 SLOAD 0 CALLDATALOAD SSTORE']);
  const deepest = width === 1 ? random.pick([20, 300, 1_100]) : 6;
  return {
    hardfork,
    accounts: { [tree]: { code: asm(treeCode(width, atNode)).code, nonce: 1n } },
    transactions: times(Math.min(size, 40), (i) => ({
      from: sender(i),
      to: tree,
      data: `0x${(1 + random.below(deepest)).toString(16).padStart(64, '0')}`,
      gasLimit: random.pick([200_000n, 3_000_000n, 15_000_000n]),
    })),
  };
};

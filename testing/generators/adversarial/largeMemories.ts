/** Transactions that need much memory, journal or output between small ones. */
import { sender } from '../../adversarial/smallBlock.ts';
import { asm } from '../../dsl/asm.ts';
import { addressOf } from '../cast.ts';
import { type AdversarialGenerator, times } from './adversity.ts';

const large = addressOf(4, 0x06);

/** Counts slot 0, stores a byte at the offset in calldata, counts slot 0 again and returns or logs nothing. */
const touchCode = asm(
  `1 0 SLOAD ADD 0 SSTORE 1 0 CALLDATALOAD MSTORE8 1 0 SLOAD ADD DUP1 0 SSTORE 0 MSTORE 32 0 LOG0`,
).code;
/** Calls itself, or who has its code, for as many bytes of output as calldata says. */
const outputCode = asm(
  `CALLER ADDRESS EQ @give JUMPI 1 0 SLOAD ADD 0 SSTORE 0 CALLDATALOAD 0 MSTORE 0 0 32 0 0 ADDRESS 100 GAS SUB CALL 0 SSTORE STOP ` +
    `give: 0 CALLDATALOAD 0 RETURN`,
).code;

const KIB = 1024;

/** One transaction in eight takes up to 3 MiB, more than an ordinary context holds; all count in one slot. */
export const largeMemories: AdversarialGenerator = ({ random, hardfork, size }) => ({
  hardfork,
  accounts: { [large]: { code: random.pick([touchCode, outputCode]), nonce: 1n } },
  transactions: times(size, (i) => {
    const bytes = random.chance(0.12) ? random.below(2_600 * KIB) : random.below(4 * KIB);
    const data = `0x${bytes.toString(16).padStart(64, '0')}` as const;
    // 3 MiB cost 21.2M gas at the most (EIP-150's formula); transactions are capped at 2^24 from Osaka on (EIP-7825).
    const gasLimit = bytes > 64 * KIB ? 16_000_000n : 400_000n;
    return { from: sender(i), to: large, data, gasLimit };
  }),
});

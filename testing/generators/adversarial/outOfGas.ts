/** Gas that suffices or not, depending on a value that an earlier transaction wrote. */
import { sender } from '../../adversarial/smallBlock.ts';
import { asm } from '../../dsl/asm.ts';
import { addressOf, word } from '../cast.ts';
import { type AdversarialGenerator, times } from './adversity.ts';

const counter = addressOf(1, 0x06);
const caller = addressOf(2, 0x06);

/** Turns round as often as slot 0 says, at 40 gas each, and then counts slot 0 up. */
const counterCode = asm(
  `0 SLOAD DUP1 loop: DUP1 ISZERO @end JUMPI 1 SWAP1 SUB @loop JUMP end: POP 1 ADD 0 SSTORE`,
).code;

const GAS_PER_TURN = 40;

/** The gas limits lie around what the run needs if all before it, or most of them, were successful. */
const byTurns: AdversarialGenerator = ({ random, hardfork, size }) => {
  const start = 50 + random.below(500);
  // From 7,000 on every hardfork can pay for the two accesses and what stands around the loop.
  const around = random.pick([5_200, 5_300, 7_000, 7_300]);
  return {
    hardfork,
    accounts: { [counter]: { code: counterCode, nonce: 1n, storage: new Map([[word(0n), BigInt(start)]]) } },
    transactions: times(size, (i) => ({
      from: sender(i),
      to: counter,
      gasLimit: BigInt(21_000 + around + GAS_PER_TURN * (start + i - random.below(4)) + random.below(80)),
    })),
  };
};

/** The call inside has so little gas; whether it succeeded is stored and logged by who goes on. */
const inside: AdversarialGenerator = ({ random, hardfork, size }) => {
  const start = 50 + random.below(100);
  const gas = 5_250 + random.below(2_500) + GAS_PER_TURN * (start + Math.floor(size / 2));
  const code = asm(`0 0 0 0 0 ${counter} ${gas} CALL DUP1 CALLDATASIZE SSTORE 0 MSTORE 32 0 LOG0`).code;
  return {
    hardfork,
    accounts: {
      [counter]: { code: counterCode, nonce: 1n, storage: new Map([[word(0n), BigInt(start)]]) },
      [caller]: { code, nonce: 1n },
    },
    transactions: times(size, (i) => ({
      from: sender(i),
      to: caller,
      data: `0x${'00'.repeat(i % 7)}`,
      gasLimit: 150_000n,
    })),
  };
};

/** A slot that turns from zero to one and back costs 20,000 or 5,000: every limit lies between, or just above. */
const toggles: AdversarialGenerator = ({ random, hardfork, size }) => ({
  hardfork,
  accounts: { [counter]: { code: asm('0 SLOAD ISZERO 0 SSTORE').code, nonce: 1n } },
  transactions: times(size, (i) => ({
    from: sender(i),
    to: counter,
    gasLimit: BigInt(21_000 + random.pick([5_500, 8_000, 20_000, 20_300, 22_110, 22_200, 30_000])),
  })),
});

/** Out of gas exactly at the conflict: in the transaction, in a call within it, or by the price of a store. */
export const outOfGas: AdversarialGenerator = (adversity) =>
  adversity.random.pick([byTurns, inside, toggles])(adversity);

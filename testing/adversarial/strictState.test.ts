/** A state that does not list everything: what only stale values ask for is no error. */
import { MissingStateError, type StateReader } from '@heddle/engine';
import { expect, test } from 'vitest';
import { asm } from '../dsl/asm.ts';
import { addressOf, word } from '../generators/cast.ts';
import { sameError, sameOutcome, usePools } from './sameOutcome.ts';
import { burnDownTo, sender, smallBlock, type Wish } from './smallBlock.ts';

usePools();

const box = addressOf(1, 0xfa);
/** With input: sets slot 0, late. Without: logs the slot that slot 0 names. */
const code = asm(
  `CALLDATASIZE @write JUMPI 0 SLOAD SLOAD 0 MSTORE 32 0 LOG0 STOP write: ${burnDownTo(100_000)} 0 CALLDATALOAD 0 SSTORE`,
).code;
/** A slot that the state does not list. */
const unlisted = word(99n);

function blockOf(transactions: Wish[]) {
  const account = {
    code,
    nonce: 1n,
    storage: new Map([
      [word(0n), 99n],
      [word(5n), 7n],
    ]),
  };
  const { block, state } = smallBlock({ accounts: { [box]: account }, transactions });
  const strict: StateReader = {
    account: (address) => state.account(address),
    code: (hash) => state.code(hash),
    storage(address, slot) {
      if (address === box && slot === unlisted) throw new MissingStateError({ address, slot });
      return state.storage(address, slot);
    },
  };
  return { block, state: strict };
}

const read = (i: number): Wish => ({ from: sender(i), to: box });
const pointTo = (i: number, slot: bigint): Wish => ({ from: sender(i), to: box, data: word(slot) });

test('a slot that is asked for only before its pointer is moved', async () => {
  const result = await sameOutcome(blockOf([pointTo(0, 5n), read(1), read(2), read(3), read(4)]));
  expect(result.receipts.slice(1).map(({ logs }) => BigInt(logs[0]?.data ?? 0))).toEqual([7n, 7n, 7n, 7n]);
});

test('a slot that is asked for in the end', async () => {
  const code = await sameError(blockOf([pointTo(0, 5n), read(1), pointTo(2, 99n), read(3), read(4)]));
  expect(code).toBe('STATE_MISSING');
});

test('a transaction that does not fit in the block asks for nothing', async () => {
  const stranger = addressOf(1, 0xab);
  const transfers = Array.from({ length: 6 }, (_, i) => ({
    from: sender(i),
    to: sender(0),
    gasLimit: 21_000n,
  }));
  const last = { from: sender(9), to: stranger, gasLimit: 21_000n };
  const { block, state } = smallBlock({
    transactions: [...transfers, last],
    gasLimit: 7n * 21_000n - 1n,
  });
  const strict: StateReader = {
    account(address) {
      if (address === stranger || address === sender(9)) throw new MissingStateError({ address });
      return state.account(address);
    },
    code: (hash) => state.code(hash),
    storage: (address, slot) => state.storage(address, slot),
  };
  expect(await sameError({ block, state: strict })).toBe('GAS_ALLOWANCE_EXCEEDED');
});

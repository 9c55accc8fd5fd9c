import { type Address, type Transaction, transactionHash } from '@heddle/engine';
import fc from 'fast-check';
import { expect, test } from 'vitest';
import { ether, gwei, headOf, someone, testSpec, transferOf } from '../testing/poolChain.ts';
import { openTransactionPool } from './openTransactionPool.ts';

const SENDERS = 4;
const MOST_NONCE = 8;

/** What happens to a pool, in the smallest words. */
type Step =
  | { kind: 'add'; sender: number; nonce: number; tip: number }
  | { kind: 'remove'; pick: number }
  /** A block takes the first pending transactions of a sender; `undo` then takes the block back. */
  | { kind: 'mine'; sender: number; count: number; undo: boolean }
  | { kind: 'spend'; sender: number; balance: number };

const steps: fc.Arbitrary<Step> = fc.oneof(
  fc.record({
    kind: fc.constant('add' as const),
    sender: fc.nat(SENDERS - 1),
    nonce: fc.nat(MOST_NONCE),
    tip: fc.integer({ min: 1, max: 9 }),
  }),
  fc.record({ kind: fc.constant('remove' as const), pick: fc.nat(30) }),
  fc.record({
    kind: fc.constant('mine' as const),
    sender: fc.nat(SENDERS - 1),
    count: fc.integer({ min: 1, max: 4 }),
    undo: fc.boolean(),
  }),
  fc.record({
    kind: fc.constant('spend' as const),
    sender: fc.nat(SENDERS - 1),
    balance: fc.integer({ min: 0, max: 5 }),
  }),
);

/** Costs one unit each, so that balances count transactions; the tip is another field. */
const UNIT = ether;
function made(sender: number, nonce: number, tip: number): Transaction {
  const maxFeePerGas = 100n * gwei * BigInt(tip);
  return transferOf(someone(sender), nonce, {
    maxFeePerGas,
    maxPriorityFeePerGas: maxFeePerGas,
    value: UNIT - 21_000n * maxFeePerGas,
  });
}

/** The naive pool: a list, searched for everything. */
class Model {
  list: { tx: Transaction; sender: Address }[] = [];
  nonces = new Map<Address, bigint>();
  balances = new Map<Address, bigint>();

  nonce = (sender: Address) => this.nonces.get(sender) ?? 0n;
  balance = (sender: Address) => this.balances.get(sender) ?? 20n;
  of = (sender: Address) =>
    this.list.filter((one) => one.sender === sender).sort((a, b) => Number(a.tx.nonce - b.tx.nonce));

  pending(sender: Address): Transaction[] {
    const found: Transaction[] = [];
    for (const { tx } of this.of(sender))
      if (tx.nonce === this.nonce(sender) + BigInt(found.length)) found.push(tx);
    return found;
  }

  add(tx: Transaction): boolean {
    const sender = tx.from as Address;
    const old = this.of(sender).find((one) => one.tx.nonce === tx.nonce)?.tx;
    if (old !== undefined && transactionHash(old) === transactionHash(tx)) return false;
    if (tx.nonce < this.nonce(sender) || this.balance(sender) < 1n) return false;
    const promised = this.pending(sender).filter(({ nonce }) => nonce !== tx.nonce).length;
    if (BigInt(promised) + 1n > this.balance(sender)) return false;
    if (old !== undefined && tx.maxFeePerGas * 10n < old.maxFeePerGas * 11n) return false;
    this.list = this.list.filter((one) => one.tx !== old);
    this.list.push({ tx, sender });
    return true;
  }

  settle(): void {
    this.list = this.list.filter(
      ({ tx, sender }) => tx.nonce >= this.nonce(sender) && this.balance(sender) >= 1n,
    );
  }
}

test('random adds, replacements, removals, blocks and re-organisations leave what a naive list says', async () => {
  await fc.assert(
    fc.asyncProperty(fc.array(steps, { maxLength: 60 }), async (all) => {
      const model = new Model();
      let number = 0n;
      const senders = Array.from({ length: SENDERS }, (_, n) => someone(n));
      const head = () => {
        number++;
        const rows = senders.map((one) => [
          one,
          { nonce: model.nonce(one), balance: model.balance(one) * UNIT },
        ]);
        return headOf(Object.fromEntries(rows), { number });
      };
      const pool = await openTransactionPool({ spec: testSpec(), head: head() });
      const move = async (sender: Address, included: Transaction[], dropped: Transaction[]) => {
        model.settle();
        await pool.moveHead({ head: head(), included, dropped, changed: new Set([sender]) });
      };
      for (const step of all) {
        if (step.kind === 'add') {
          const tx = made(step.sender, step.nonce, step.tip);
          const [result] = await pool.addDecoded([tx]);
          expect('status' in result!).toBe(model.add(tx));
        } else if (step.kind === 'remove') {
          const one = model.list[step.pick];
          expect(pool.remove(one === undefined ? '0x' : transactionHash(one.tx))).toBe(one !== undefined);
          model.list = model.list.filter((other) => other !== one);
        } else if (step.kind === 'mine') {
          const sender = someone(step.sender);
          const mined = model.pending(sender).slice(0, step.count);
          const before = model.nonce(sender);
          model.nonces.set(sender, before + BigInt(mined.length));
          await move(sender, mined, []);
          if (!step.undo) continue;
          model.nonces.set(sender, before);
          for (const tx of mined) model.add(tx);
          await move(sender, [], mined);
        } else {
          const sender = someone(step.sender);
          model.balances.set(sender, BigInt(step.balance));
          await move(sender, [], []);
        }
        const hashes = (list: readonly Transaction[]) => list.map((tx) => transactionHash(tx));
        let pendingCount = 0;
        for (const sender of senders) {
          const content = pool.contentFrom(sender);
          const pending = model.pending(sender);
          pendingCount += pending.length;
          expect(content.pending.map(({ hash }) => hash)).toEqual(hashes(pending));
          expect(content.queued.map(({ hash }) => hash)).toEqual(
            hashes(
              model
                .of(sender)
                .slice(pending.length)
                .map(({ tx }) => tx),
            ),
          );
          expect(await pool.nonceOf(sender)).toBe(model.nonce(sender) + BigInt(pending.length));
        }
        expect(pool.status()).toMatchObject({
          pending: pendingCount,
          queued: model.list.length - pendingCount,
        });
        const best = [...pool.best({ baseFee: gwei, blobBaseFee: undefined })];
        expect(best).toHaveLength(pendingCount);
      }
      await pool.close();
    }),
    { numRuns: 150 },
  );
});

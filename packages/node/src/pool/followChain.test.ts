import type { Hash, StateReader, Transaction } from '@heddle/engine';
import { expect, test } from 'vitest';
import { ether, headOf, someone, testSpec, transferOf } from '../testing/poolChain.ts';
import { type FollowedChain, followChain } from './followChain.ts';
import { openTransactionPool } from './openTransactionPool.ts';

const alice = someone(1);

/** A chain of made-up blocks: each says what it holds and which nonce comes after it. */
class StubChain implements FollowedChain {
  readonly #blocks = new Map<Hash, { transactions: Transaction[]; state: StateReader }>();
  #listener: Parameters<FollowedChain['onHead']>[0] = () => undefined;
  head = this.#made(0n, []);

  #made(nonce: bigint, transactions: Transaction[], extraData: `0x${string}` = '0x') {
    const { hash, header, state } = headOf(
      { [alice]: { balance: ether, nonce } },
      { number: nonce, extraData },
    );
    this.#blocks.set(hash, { transactions, state });
    return { hash, header };
  }

  block = (hash: Hash) => this.#blocks.get(hash);
  stateAt = (hash: Hash) => this.#blocks.get(hash)!.state;

  onHead(listener: Parameters<FollowedChain['onHead']>[0]) {
    this.#listener = listener;
    return () => {
      this.#listener = () => undefined;
    };
  }

  /** Adds a block in the place of those `removed`. */
  extend(nonce: bigint, transactions: Transaction[], removed: Hash[] = []): Hash {
    this.head = this.#made(nonce, transactions, removed.length > 0 ? '0x01' : '0x');
    this.#listener({ added: [this.head.hash], removed });
    return this.head.hash;
  }
}

test('a pool that follows a chain loses what is included and gets back what a re-organisation drops', async () => {
  const chain = new StubChain();
  const head = { ...chain.head, state: chain.stateAt(chain.head.hash) };
  const pool = await openTransactionPool({ spec: testSpec(), head });
  const errors: unknown[] = [];
  const stop = followChain(chain, pool, (error) => errors.push(error));
  const [first, second] = [transferOf(alice, 0), transferOf(alice, 1)];
  await pool.addDecoded([first, second]);
  const nonces = () => pool.contentFrom(alice).pending.map(({ transaction }) => transaction.nonce);
  const one = chain.extend(1n, [first]);
  const two = chain.extend(2n, [second]); // while the pool moves to the one before
  await expect.poll(nonces).toEqual([]);
  chain.extend(1n, [first], [one, two]);
  await expect.poll(nonces).toEqual([1n]);
  stop();
  chain.extend(2n, [second]);
  await new Promise((resolve) => setTimeout(resolve, 5));
  expect(nonces()).toEqual([1n]);
  expect(errors).toEqual([]);
});

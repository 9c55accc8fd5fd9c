/** An order of starting for blocks in which no transaction waits for another. */
import type { Transaction } from '../types.ts';

const orders = new WeakMap<readonly Transaction[], Uint32Array>();

/**
 * Indices of the transactions, heaviest first, so that no long one is left for the end when the other workers have
 * nothing more to do. What a transaction will take is guessed by its gas limit, within a factor of two: among
 * equals block order stays, which keeps neighbours in the caches.
 */
export function heaviestFirst(transactions: readonly Transaction[]): Uint32Array {
  let order = orders.get(transactions);
  if (order === undefined) {
    const weights = transactions.map(({ gasLimit, data }) =>
      data === '0x' ? 0 : Math.floor(Math.log2(Number(gasLimit))),
    );
    const indices = transactions.map((_, index) => index);
    indices.sort((a, b) => (weights[b] as number) - (weights[a] as number) || a - b);
    order = Uint32Array.from(indices);
    orders.set(transactions, order);
  }
  return order;
}

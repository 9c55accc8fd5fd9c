import type { Address } from '@heddle/engine';
import type { PooledOfSender, PooledTransaction } from '../transactionPool.ts';

type Format = (pooled: PooledTransaction) => unknown;

/** Transactions by their nonces in decimal. */
export function byNonce(pooled: readonly PooledTransaction[], format: Format): Record<string, unknown> {
  return Object.fromEntries(pooled.map((item) => [item.transaction.nonce.toString(), format(item)]));
}

/** Everything that waits: by kind, sender and nonce. */
export function formatPool(content: ReadonlyMap<Address, PooledOfSender>, format: Format) {
  const of = (kind: 'pending' | 'queued') =>
    Object.fromEntries(
      [...content]
        .filter(([, senders]) => senders[kind].length > 0)
        .map(([sender, senders]) => [sender, byNonce(senders[kind], format)]),
    );
  return { pending: of('pending'), queued: of('queued') };
}

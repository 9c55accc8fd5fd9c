import type { PoolContent, PooledTransaction } from '../../pool/transactionPool.ts';

type Format = (pooled: PooledTransaction) => unknown;

/** Transactions by their nonces in decimal. */
export function byNonce(pooled: readonly PooledTransaction[], format: Format): Record<string, unknown> {
  return Object.fromEntries(pooled.map((item) => [item.transaction.nonce.toString(), format(item)]));
}

/** Everything that waits: by kind, sender and nonce. */
export function formatPool({ pending, queued }: PoolContent, format: Format) {
  const bySender = (kind: PoolContent['pending']) =>
    Object.fromEntries([...kind].map(([sender, pooled]) => [sender, byNonce(pooled, format)]));
  return { pending: bySender(pending), queued: bySender(queued) };
}

/** The pool as `txpool_content` shows it. */
import type { Address } from '@heddle/engine';
import type { AccountQueue } from './accountQueue.ts';
import type { AccountContent, PoolContent, PooledTransaction } from './transactionPool.ts';

export function accountContent(queue: AccountQueue | undefined): AccountContent {
  if (queue === undefined) return { pending: [], queued: [] };
  const { entries, pendingCount } = queue;
  return { pending: entries.slice(0, pendingCount), queued: entries.slice(pendingCount) };
}

export function poolContent(queues: Iterable<AccountQueue>): PoolContent {
  const pending = new Map<Address, readonly PooledTransaction[]>();
  const queued = new Map<Address, readonly PooledTransaction[]>();
  for (const queue of queues) {
    const content = accountContent(queue);
    if (content.pending.length > 0) pending.set(queue.sender, content.pending);
    if (content.queued.length > 0) queued.set(queue.sender, content.queued);
  }
  return { pending, queued };
}

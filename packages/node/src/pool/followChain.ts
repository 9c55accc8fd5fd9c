/** Keeps a pool at the head of a chain. */
import type { Hash, Header, StateReader, Transaction } from '@heddle/engine';
import type { TransactionPool } from './transactionPool.ts';

/** What the pool reads of a chain. */
export interface FollowedChain {
  readonly head: { hash: Hash; header: Header };
  block(hash: Hash): { transactions: Transaction[] } | undefined;
  stateAt(hash: Hash): StateReader;
  onHead(listener: (change: { added: readonly Hash[]; removed: readonly Hash[] }) => void): () => void;
}

/**
 * Moves the pool with each new head. Heads that come while it moves are gone through together, at the last one.
 *
 * @param onError gets what made a move fail, such as a state that is not kept any more
 * @returns what ends it
 */
export function followChain(
  chain: FollowedChain,
  pool: Pick<TransactionPool, 'moveHead'>,
  onError: (error: unknown) => void,
): () => void {
  /** Blocks since the pool's head: true where they joined the chain, false where they left it. */
  const changes = new Map<Hash, boolean>();
  let isMoving = false;
  const move = async () => {
    isMoving = true;
    while (changes.size > 0) {
      const transactionsOf = (joined: boolean) =>
        [...changes].flatMap(([hash, isAdded]) =>
          isAdded === joined ? (chain.block(hash)?.transactions ?? []) : [],
        );
      const { hash, header } = chain.head;
      const [included, dropped] = [transactionsOf(true), transactionsOf(false)];
      changes.clear();
      await pool
        .moveHead({ head: { hash, header, state: chain.stateAt(hash) }, included, dropped })
        .catch(onError);
    }
    isMoving = false;
  };
  return chain.onHead(({ added, removed }) => {
    for (const hash of removed) changes.set(hash, false);
    for (const hash of added) changes.set(hash, true);
    if (!isMoving) move().catch(onError);
  });
}

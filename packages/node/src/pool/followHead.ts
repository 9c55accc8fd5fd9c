/** What a new head changes in the pool: included transactions leave, those of blocks that left the chain return. */
import { type Address, type Hash, type Transaction, transactionHash } from '@heddle/engine';
import type { AccountFacts } from './accountQueue.ts';
import type { Arrivals } from './arrivals.ts';
import { checkAlone, type NextBlock } from './checkAlone.ts';
import type { Entry } from './entry.ts';
import type { PoolState } from './poolState.ts';
import { readAllFacts } from './readFacts.ts';
import type { HeadMove } from './transactionPool.ts';

/** The hashes of transactions, worked out when first asked: mostly nobody does. */
class Included {
  readonly #transactions: readonly Transaction[];
  #hashes: Set<Hash> | undefined;

  constructor(transactions: readonly Transaction[]) {
    this.#transactions = transactions;
  }

  has(hash: Hash): boolean {
    this.#hashes ??= new Set(this.#transactions.map(transactionHash));
    return this.#hashes.has(hash);
  }
}

/**
 * Moves the pool to a head. Only accounts that changed are looked at where the move names them; transactions are checked
 * again only when the rules or the gas limit became stricter.
 */
export async function followHead(pool: PoolState, arrivals: Arrivals, move: HeadMove): Promise<void> {
  const before = pool.next;
  const next = pool.setHead(move.head);
  const isStricter = next.hardfork !== before.hardfork || next.gasLimit < before.gasLimit;
  const included = new Included(move.included);
  await renewAccounts(pool, move, isStricter, included);
  const back = move.dropped.filter((transaction) => !included.has(transactionHash(transaction)));
  if (back.length > 0) await restore(pool, arrivals, back);
  pool.residents.truncate();
  pool.report();
}

async function renewAccounts(
  pool: PoolState,
  { head, changed }: HeadMove,
  isStricter: boolean,
  included: Included,
): Promise<void> {
  const { residents, next, blobs } = pool;
  const isTouched = (sender: Address) => isStricter || changed === undefined || changed.has(sender);
  const touched = [...residents.accounts.values()].filter(({ sender }) => isTouched(sender));
  const facts = await readAllFacts(
    head.state,
    touched.map(({ sender }) => sender),
  );
  const isOutdated = (entry: Entry) => isStricter && !isStillValid(entry, next);
  for (const queue of touched) {
    const used = residents.renew(queue, facts.get(queue.sender) as AccountFacts, isOutdated);
    for (const { hash, isBlob } of used) {
      // A block may hold another transaction with that nonce: nobody will want these blobs again.
      if (isBlob && included.has(hash)) blobs.markIncluded(hash);
      else if (isBlob) blobs.drop(hash);
    }
  }
}

function isStillValid({ transaction }: Entry, next: NextBlock): boolean {
  try {
    checkAlone(transaction, next);
    return true;
  } catch {
    return false;
  }
}

/** Takes transactions back whose blocks left the chain; those that do not fit any more are lost. */
async function restore(pool: PoolState, arrivals: Arrivals, back: readonly Transaction[]): Promise<void> {
  const { intake, next, head, blobs } = pool;
  const offers = back.map((transaction) => intake.take(transaction, next, false));
  const open = offers.filter(({ error }) => error === undefined);
  await intake.recoverSenders(open);
  const senders = new Set(open.flatMap(({ transaction }) => transaction?.from ?? []));
  const facts = await readAllFacts(head.state, senders);
  for (const offer of open) {
    offer.sidecar = blobs.restore(offer.hash as Hash);
    arrivals.admit(offer, facts, false);
  }
}

/** Transactions that arrive: from offers whose senders are unknown to entries of the pool, or refusals. */
import type { Address, Hash } from '@heddle/engine';
import type { AccountFacts } from './accountQueue.ts';
import { checkAccount } from './admission.ts';
import { sidecarBytes } from './blobs/sidecar.ts';
import { Entry } from './entry.ts';
import { PoolError } from './errors.ts';
import { asPoolError, type Offer } from './intake.ts';
import type { PoolState } from './poolState.ts';
import { readAllFacts } from './readFacts.ts';
import type { AddResult } from './transactionPool.ts';

/** Facts by sender. */
export type Facts = ReadonlyMap<Address, AccountFacts>;

export class Arrivals {
  readonly #pool: PoolState;

  constructor(pool: PoolState) {
    this.#pool = pool;
  }

  /** Takes offers in, as far as they may; one answer per offer. */
  async take(offers: readonly Offer[], isLocal: boolean): Promise<AddResult[]> {
    const { intake, residents } = this.#pool;
    for (const offer of offers) this.#refuseKnown(offer);
    await intake.recoverSenders(offers);
    const costly = offers.filter(({ error, transaction }) => !error && transaction && transaction.type >= 3);
    if (costly.length > 0) {
      await this.#withFacts(costly, (facts) => {
        for (const offer of costly) this.#look(offer, facts, isLocal);
      });
      await intake.finish(costly, this.#pool.next, isLocal);
    }
    const results = await this.#withFacts(offers, (facts) =>
      offers.map((offer) => this.admit(offer, facts, isLocal)),
    );
    residents.truncate();
    this.#pool.report();
    return results;
  }

  /** Takes one offer in with the facts of its sender, at once. */
  admit(offer: Offer, facts: Facts, isLocal: boolean): AddResult {
    const { hash, sidecar } = offer;
    if (offer.error !== undefined || hash === undefined) {
      return { hash, error: offer.error ?? new PoolError('MALFORMED', { reason: 'no transaction' }) };
    }
    const { residents, blobs, now } = this.#pool;
    try {
      const entry = this.#entryOf(offer, isLocal);
      this.#checkBlobRoom(entry, offer);
      const old = residents.admit(entry, factsFor(entry, facts), now());
      if (sidecar !== undefined) blobs.put(hash, entry.transaction.blobVersionedHashes, sidecar);
      if (old !== undefined) blobs.drop(old.hash);
      const isPending = residents.queueOf(entry.transaction.from)?.isPending(entry) ?? false;
      const replaced = old === undefined ? {} : { replaced: old.hash };
      return { hash, status: isPending ? 'pending' : 'queued', ...replaced };
    } catch (error) {
      return { hash, error: asPoolError(error) };
    }
  }

  #refuseKnown(offer: Offer): void {
    const { hash } = offer;
    if (hash === undefined || offer.error !== undefined || !this.#pool.residents.byHash.has(hash)) return;
    offer.error = new PoolError('ALREADY_KNOWN', { hash });
  }

  /** Refuses what the account rules out, before more is spent on the offer. */
  #look(offer: Offer, facts: Facts, isLocal: boolean): void {
    if (offer.error !== undefined) return;
    try {
      const entry = this.#entryOf(offer, isLocal);
      checkAccount(entry, factsFor(entry, facts));
    } catch (error) {
      offer.error = asPoolError(error);
    }
  }

  #checkBlobRoom(entry: Entry, { sidecar }: Offer): void {
    if (!entry.isBlob) return;
    if (sidecar === undefined) throw new PoolError('SIDECAR_MISSING', {});
    if (!this.#pool.blobs.hasRoomFor(sidecarBytes(sidecar))) throw new PoolError('POOL_FULL', {});
  }

  #entryOf({ hash, transaction, raw, sizeBytes }: Offer, isLocal: boolean): Entry {
    const { now } = this.#pool;
    const parts = {
      hash: hash as Hash,
      transaction: transaction as Entry['transaction'],
      raw: raw as Uint8Array,
      ...{ sizeBytes, isLocal, arrivedMs: now() },
    };
    return new Entry(parts, this.#pool.nextSequence());
  }

  /** Runs `use` at once with facts of all senders that are true of the head. */
  async #withFacts<T>(offers: readonly Offer[], use: (facts: Facts) => T): Promise<T> {
    for (;;) {
      await this.#pool.moved;
      const { generation, head } = this.#pool;
      const known = new Map<Address, AccountFacts>();
      const unknown = this.#sort(offers, known);
      let read = new Map<Address, AccountFacts>();
      try {
        read = await readAllFacts(head.state, unknown);
      } catch (error) {
        refuseAll(offers, unknown, (error as Error).message);
      }
      // The pool's own facts may have changed while others were read.
      if (generation === this.#pool.generation) return use(new Map([...known, ...read]));
    }
  }

  /** Puts facts that the pool has into `known`; returns the senders of whom it has none. */
  #sort(offers: readonly Offer[], known: Map<Address, AccountFacts>): Set<Address> {
    const unknown = new Set<Address>();
    for (const { error, transaction } of offers) {
      const sender = error === undefined ? transaction?.from : undefined;
      if (sender === undefined) continue;
      const facts = this.#pool.residents.queueOf(sender)?.facts;
      if (facts === undefined) unknown.add(sender);
      else known.set(sender, facts);
    }
    return unknown;
  }
}

/** Refuses offers of senders whose accounts could not be read. */
function refuseAll(offers: readonly Offer[], senders: ReadonlySet<Address>, reason: string): void {
  for (const offer of offers) {
    if (!senders.has(offer.transaction?.from ?? '0x')) continue;
    offer.error ??= new PoolError('STATE_UNAVAILABLE', { reason });
  }
}

function factsFor({ transaction }: Entry, facts: Facts): AccountFacts {
  const found = facts.get(transaction.from);
  if (found === undefined) throw new PoolError('STATE_UNAVAILABLE', { reason: 'the account was not read' });
  return found;
}

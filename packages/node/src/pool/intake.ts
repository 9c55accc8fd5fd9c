/** The way of a transaction into the pool up to its sender: what needs no state, and what takes time. */
import {
  encodeTransaction,
  type Hash,
  HeddleError,
  keccak256,
  rulesOf,
  type Transaction,
} from '@heddle/engine';
import { KzgChecker } from './blobs/kzgChecker.ts';
import { decodeNetworkTransaction, networkBytesLimit, type Sidecar } from './blobs/sidecar.ts';
import { checkAlone, type NextBlock } from './checkAlone.ts';
import { PoolError } from './errors.ts';
import type { PoolLimits, PoolOptions } from './options.ts';
import { SenderRecovery } from './senderRecovery.ts';

/** A transaction on its way in. */
export interface Offer {
  hash: Hash | undefined;
  transaction?: Transaction;
  raw?: Uint8Array;
  sizeBytes: number;
  sidecar?: Sidecar | undefined;
  /** Why it is refused. */
  error?: PoolError;
}

export class Intake {
  readonly #limits: PoolLimits;
  readonly #recovery: SenderRecovery;
  readonly #kzg = new KzgChecker();
  readonly #allowsUnprotected: boolean;
  /** Transactions that wait for their senders, and their bytes. */
  #waiting = 0;
  #waitingBytes = 0;

  constructor(limits: PoolLimits, { workers, allowsUnprotected = false }: PoolOptions) {
    this.#limits = limits;
    this.#recovery = new SenderRecovery(workers);
    this.#allowsUnprotected = allowsUnprotected;
  }

  close(): Promise<void> {
    return this.#kzg.close();
  }

  /** Reads a transaction in network form and checks it alone. */
  read(raw: Uint8Array, next: NextBlock, isLocal: boolean): Offer {
    const sizeBytes = raw.length;
    try {
      const blobs = raw[0] === 3 ? rulesOf(next.hardfork).blobMax : 0;
      const limit =
        blobs === 0 ? this.#limits.transactionBytes : networkBytesLimit(this.#limits.transactionBytes, blobs);
      if (sizeBytes > limit) throw new PoolError('OVERSIZED', { actual: sizeBytes, limit });
      const { transaction, sidecar } = decodeNetworkTransaction(raw);
      return this.#offer(transaction, sidecar === undefined ? raw : undefined, {
        sizeBytes,
        sidecar,
        next,
        isLocal,
      });
    } catch (error) {
      return { hash: undefined, sizeBytes, error: asPoolError(error) };
    }
  }

  /** Takes a decoded transaction and checks it alone. */
  take(transaction: Transaction, next: NextBlock, isLocal: boolean): Offer {
    return this.#offer(transaction, undefined, { sizeBytes: 0, sidecar: undefined, next, isLocal });
  }

  #offer(
    transaction: Transaction,
    given: Uint8Array | undefined,
    from: { sizeBytes: number; sidecar: Sidecar | undefined; next: NextBlock; isLocal: boolean },
  ): Offer {
    const raw = given ?? encodeTransaction(transaction);
    const offer: Offer = {
      hash: hashOf(raw),
      transaction,
      raw,
      sizeBytes: from.sizeBytes || raw.length,
      sidecar: from.sidecar,
    };
    try {
      const isUnprotected = transaction.type === 0 && transaction.chainId === undefined;
      if (from.isLocal && isUnprotected && !this.#allowsUnprotected) throw new PoolError('UNPROTECTED', {});
      checkAlone(transaction, from.next);
    } catch (error) {
      offer.error = asPoolError(error);
    }
    return offer;
  }

  /** Recovers the senders of those that are not refused yet. */
  async recoverSenders(offers: readonly Offer[]): Promise<void> {
    const taken = offers.filter((offer) => this.#queue(offer));
    try {
      await this.#recovery.recover(taken.map(({ transaction }) => transaction as Transaction));
    } finally {
      this.#waiting -= taken.length;
      for (const { sizeBytes } of taken) this.#waitingBytes -= sizeBytes;
    }
    for (const offer of taken) {
      if (offer.transaction?.from !== undefined) continue;
      offer.error = new PoolError('INVALID_SENDER', { reason: 'the signature belongs to no key' });
    }
  }

  /** Counts a transaction that waits for its sender; false when it is refused, for want of room or before. */
  #queue(offer: Offer): boolean {
    const { waiting, waitingBytes } = this.#limits;
    if (offer.error !== undefined) return false;
    if (this.#waiting >= waiting || this.#waitingBytes + offer.sizeBytes > waitingBytes) {
      offer.error = new PoolError('POOL_FULL', {});
      return false;
    }
    this.#waiting++;
    this.#waitingBytes += offer.sizeBytes;
    return true;
  }

  /** Recovers authorities and checks blobs: what costs so much that the sender must be known to be able to pay. */
  async finish(offers: readonly Offer[], { hardfork }: NextBlock, isLocal: boolean): Promise<void> {
    const open = offers.filter(({ error }) => error === undefined);
    const delegating = open.filter(({ transaction }) => transaction?.type === 4);
    await this.#recovery.recoverAuthorities(delegating.map(({ transaction }) => transaction as Transaction));
    const wantsCells = rulesOf(hardfork).maxBlobsPerTransaction !== Number.POSITIVE_INFINITY; // EIP-7594
    const carrying = open.filter(({ transaction }) => transaction?.type === 3);
    await Promise.all(carrying.map((offer) => this.#checkBlobs(offer, wantsCells, isLocal)));
  }

  async #checkBlobs(offer: Offer, wantsCells: boolean, isLocal: boolean): Promise<void> {
    try {
      const { sidecar } = offer;
      if (sidecar === undefined) throw new PoolError('SIDECAR_MISSING', {});
      const isOther = (sidecar.version === 1) !== wantsCells;
      // Only a local one of proofs for blobs is worth making proofs of cells for: that takes some 10 s per blob.
      if (isOther && !(isLocal && wantsCells)) {
        const reason = `unexpected sidecar version, have ${sidecar.version}, want ${wantsCells ? 1 : 0}`;
        throw new PoolError('SIDECAR_INVALID', { reason });
      }
      offer.sidecar = await this.#kzg.check(sidecar, wantsCells);
    } catch (error) {
      offer.error = asPoolError(error);
    }
  }
}

function hashOf(raw: Uint8Array): Hash {
  return `0x${Buffer.from(keccak256(raw)).toString('hex')}`;
}

/** What was thrown, as a refusal; bugs of ours are thrown on. */
export function asPoolError(error: unknown): PoolError {
  if (error instanceof PoolError) return error;
  if (error instanceof HeddleError) return new PoolError('MALFORMED', { reason: error.message });
  throw error;
}

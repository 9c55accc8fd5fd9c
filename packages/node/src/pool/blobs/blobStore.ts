/** Blobs of pooled transactions, and for a while those of included ones: a re-organisation brings them back without. */
import type { Hash } from '@heddle/engine';
import type { PooledBlob } from '../transactionPool.ts';
import { CELLS_PER_BLOB, type Sidecar, sidecarBytes } from './sidecar.ts';

interface Kept {
  sidecar: Sidecar;
  hashes: readonly Hash[];
  bytes: number;
  isIncluded: boolean;
}

export class BlobStore {
  /** By transaction, in the order of arrival, included ones moved to the end. */
  readonly #kept = new Map<Hash, Kept>();
  /** Transactions that carry a blob. */
  readonly #carriers = new Map<Hash, Set<Hash>>();
  #bytes = 0;
  readonly #limit: number;

  /** @param limit bytes of all blobs */
  constructor(limit: number) {
    this.#limit = limit;
  }

  get bytes(): number {
    return this.#bytes;
  }

  /** True when so many bytes more fit, once blobs of included transactions are let go. */
  hasRoomFor(bytes: number): boolean {
    let free = this.#limit - this.#bytes;
    for (const { isIncluded, bytes: held } of this.#kept.values()) if (isIncluded) free += held;
    return bytes <= free;
  }

  sidecarOf(transaction: Hash): Sidecar | undefined {
    return this.#kept.get(transaction)?.sidecar;
  }

  /** Keeps a sidecar; included ones make room, the longest included first. */
  put(transaction: Hash, hashes: readonly Hash[], sidecar: Sidecar): void {
    const bytes = sidecarBytes(sidecar);
    for (const [hash, { isIncluded }] of this.#kept) {
      if (this.#bytes + bytes <= this.#limit) break;
      if (isIncluded) this.drop(hash);
    }
    this.#kept.set(transaction, { sidecar, hashes, bytes, isIncluded: false });
    this.#bytes += bytes;
    for (const hash of hashes) {
      const carriers = this.#carriers.get(hash) ?? new Set();
      this.#carriers.set(hash, carriers.add(transaction));
    }
  }

  /** The transaction is in a block: its blobs may make room for others. */
  markIncluded(transaction: Hash): void {
    const kept = this.#kept.get(transaction);
    if (kept === undefined) return;
    this.#kept.delete(transaction);
    this.#kept.set(transaction, { ...kept, isIncluded: true });
  }

  /** The transaction is back in the pool; its blobs, if they are still here. */
  restore(transaction: Hash): Sidecar | undefined {
    const kept = this.#kept.get(transaction);
    if (kept !== undefined) kept.isIncluded = false;
    return kept?.sidecar;
  }

  drop(transaction: Hash): void {
    const kept = this.#kept.get(transaction);
    if (kept === undefined) return;
    this.#kept.delete(transaction);
    this.#bytes -= kept.bytes;
    for (const hash of kept.hashes) {
      const carriers = this.#carriers.get(hash);
      carriers?.delete(transaction);
      if (carriers?.size === 0) this.#carriers.delete(hash);
    }
  }

  get(hash: Hash): PooledBlob | undefined {
    for (const transaction of this.#carriers.get(hash) ?? []) {
      const kept = this.#kept.get(transaction) as Kept;
      return blobOf(kept.sidecar, kept.hashes.indexOf(hash));
    }
    return undefined;
  }
}

function blobOf({ version, blobs, commitments, proofs }: Sidecar, at: number): PooledBlob {
  const perBlob = version === 1 ? CELLS_PER_BLOB : 1;
  return {
    version,
    blob: blobs[at] as Uint8Array,
    commitment: commitments[at] as Uint8Array,
    proofs: proofs.slice(at * perBlob, (at + 1) * perBlob),
  };
}

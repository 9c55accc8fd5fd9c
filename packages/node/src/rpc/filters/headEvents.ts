/** What happens at the head of the chain, told to everyone who listens. */
import type { Hash, Header } from '@heddle/engine';
import type { ChainReader } from '../chainReader.ts';
import type { PlacedLog } from '../format/log.ts';
import { placeLogs } from '../logs/placeLogs.ts';
import { receiptsOf } from '../receiptsOf.ts';

/** A block that became canonical, or stopped being it. */
export interface HeadBlock {
  hash: Hash;
  header: Header;
  /** Made when first asked for. */
  logs(): PlacedLog[];
}

export interface HeadEvent {
  /** Ascending by number, as `added`. */
  removed: HeadBlock[];
  added: HeadBlock[];
}

type Listener = (event: HeadEvent) => void;

/** One listener at the chain for any number here, so that the logs of a block are made once. */
export class HeadEvents {
  readonly #chain: ChainReader;
  readonly #listeners = new Set<Listener>();
  readonly #end: () => void;
  readonly #onBug: (error: unknown) => void;

  constructor(chain: ChainReader, onBug: (error: unknown) => void) {
    this.#chain = chain;
    this.#onBug = onBug;
    this.#end = chain.onHead(({ added, removed }) =>
      this.#tell({ added: this.#blocks(added), removed: this.#blocks(removed) }),
    );
  }

  /** @returns what ends the listening */
  listen(listener: Listener): () => void {
    this.#listeners.add(listener);
    return () => void this.#listeners.delete(listener);
  }

  /** Number of those who listen. */
  get listeners(): number {
    return this.#listeners.size;
  }

  close(): void {
    this.#end();
    this.#listeners.clear();
  }

  /** One listener that throws must not keep the others, or the chain, from going on. */
  #tell(event: HeadEvent): void {
    for (const listener of [...this.#listeners]) {
      try {
        listener(event);
      } catch (error) {
        this.#onBug(error);
      }
    }
  }

  #blocks(hashes: readonly Hash[]): HeadBlock[] {
    return hashes.flatMap((hash) => {
      const header = this.#chain.header(hash);
      return header === undefined ? [] : [{ hash, header, logs: once(() => this.#logsOf(hash)) }];
    });
  }

  #logsOf(hash: Hash): PlacedLog[] {
    const block = this.#chain.block(hash);
    const receipts = block && receiptsOf(this.#chain, block);
    return block === undefined || receipts === undefined ? [] : placeLogs(block, receipts);
  }
}

function once<Value>(make: () => Value): () => Value {
  let made: { value: Value } | undefined;
  return () => {
    made ??= { value: make() };
    return made.value;
  };
}

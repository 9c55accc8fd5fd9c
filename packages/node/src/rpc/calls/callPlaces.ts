/** Blocks in which calls are made: their context and state, kept for the next call. */
import { type CallContext, type Hash, type Header, placeOf, type StateReader } from '@heddle/engine';
import type { ChainReader } from '../chainReader.ts';

/** Where a call is made. What was read of the state stays in memory as long as these are the same objects. */
export interface CallPlace {
  context: CallContext;
  state: StateReader;
}

/** Mostly the head and the block before it are asked for. */
const MAX_PLACES = 4;

export class CallPlaces {
  readonly #chain: ChainReader;
  readonly #places = new Map<Hash, CallPlace>();

  constructor(chain: ChainReader) {
    this.#chain = chain;
  }

  /** @param block that is there */
  at(block: Hash): CallPlace {
    const known = this.#places.get(block);
    if (known !== undefined) return known;
    const header = this.#chain.header(block) as Header;
    const place = { context: contextOf(this.#chain, header), state: this.#chain.stateAt(block) };
    if (this.#places.size >= MAX_PLACES) this.#places.delete(this.#places.keys().next().value!);
    this.#places.set(block, place);
    return place;
  }
}

/** The context that the transactions of the block with this header have. */
export function contextOf(chain: ChainReader, header: Header): CallContext {
  const { spec } = chain;
  const parent = chain.block(header.parentHash);
  const blockHashes = new AncestorHashes(chain, header);
  return {
    chainId: spec.chainId,
    header,
    hardfork: placeOf(header, { spec, parentTotalDifficulty: parent?.totalDifficulty ?? 0n }).hardfork,
    blockHashes,
  };
}

/** Hashes of the ancestors of a block, looked up when asked for: BLOCKHASH is rare and there are 256 of them. */
class AncestorHashes extends Map<bigint, Hash> {
  readonly #chain: ChainReader;
  /** The lowest ancestor whose hash is known, by the header of its child. */
  #child: Header;

  constructor(chain: ChainReader, header: Header) {
    super();
    this.#chain = chain;
    this.#child = header;
    this.set(header.number - 1n, header.parentHash);
  }

  override get(number: bigint): Hash | undefined {
    while (number < this.#child.number - 1n) {
      const parent = this.#chain.header(this.#child.parentHash);
      if (parent === undefined) break;
      this.#child = parent;
      this.set(parent.number - 1n, parent.parentHash);
    }
    return super.get(number);
  }
}

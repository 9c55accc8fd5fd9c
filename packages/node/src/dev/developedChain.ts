/** A chain of `@heddle/chain` under development: its own blocks, and diffs on the head that belong to none. */
import type { BlockRef, Chain } from '@heddle/chain';
import type { Block, Hash, StateDiff } from '@heddle/engine';
import type { BuildParent, BuiltBlock, TriedCandidates } from '../building/types.ts';
import type { ChainReader } from '../rpc/chainReader.ts';
import type { DevelopmentChain, ReadableState, WholeAccount } from './developmentChain.ts';

type LayeredState = ReturnType<Chain['stateWith']>;

/**
 * Development diffs are kept here and not by the chain: the diff of the next block begins with them, so that the chain knows
 * only blocks, and going back is what it is for any block. They are lost when the node ends before a block is mined.
 */
export class DevelopedChain implements DevelopmentChain {
  readonly #chain: Chain;
  /** Diffs that lay on blocks; those of a block above which the chain goes on are kept for going back. */
  readonly #diffs = new Map<Hash, readonly StateDiff[]>();
  #state: { hash: Hash; diffs: readonly StateDiff[]; state: LayeredState } | undefined;

  constructor(chain: Chain) {
    this.#chain = chain;
  }

  get spec() {
    return this.#chain.spec;
  }

  get genesisHash(): Hash {
    return this.#chain.genesisHash;
  }

  get head() {
    return this.#chain.head;
  }

  get #onHead(): readonly StateDiff[] {
    return this.#diffs.get(this.head.hash) ?? [];
  }

  get developmentDiffs(): number {
    return this.#onHead.length;
  }

  parent(): BuildParent {
    const { hash, header, totalDifficulty } = this.#chain.head;
    return { hash, header, totalDifficulty, blockHashes: this.#chain.hashesBelow(hash) };
  }

  state(): LayeredState {
    const { hash } = this.head;
    const diffs = this.#onHead;
    if (this.#state?.hash !== hash || this.#state.diffs !== diffs)
      this.#state = { hash, diffs, state: this.#chain.stateWith(hash, diffs) };
    return this.#state.state;
  }

  async applyDevelopmentDiff(diff: StateDiff): Promise<void> {
    this.#diffs.set(this.head.hash, [...this.#onHead, diff]);
  }

  readonly tryBlock = (
    block: Block,
    { signal }: { signal?: AbortSignal | undefined },
  ): Promise<TriedCandidates> => this.#chain.try(block, { layers: this.#onHead, signal });

  async append({ block, result, diff }: BuiltBlock): Promise<void> {
    await this.#chain.append({ block, result, diff });
  }

  async returnTo(hash: Hash, developmentDiffs: number): Promise<boolean> {
    const diffs = this.#diffs.get(hash) ?? [];
    if (!this.#chain.isCanonical(hash) || diffs.length < developmentDiffs) return false;
    this.#forgetAbove(hash);
    if (this.head.hash !== hash) await this.#chain.setHead(hash);
    this.#diffs.set(hash, diffs.slice(0, developmentDiffs));
    return true;
  }

  /** Forgets the diffs on the blocks above one. */
  #forgetAbove(hash: Hash): void {
    let above: Hash | undefined = this.head.hash;
    while (above !== undefined && above !== hash) {
      this.#diffs.delete(above);
      above = this.#chain.header(above)?.parentHash;
    }
  }

  *accounts(): Generator<WholeAccount> {
    const state = this.state();
    for (const [address, { nonce, balance, codeHash }] of state.accounts()) {
      const code = codeHash === NO_CODE ? new Uint8Array() : state.code(codeHash);
      yield { address, nonce, balance, codeHash, code, storage: state.slotsOf(address) };
    }
  }

  /** The chain as JSON-RPC reads it: the state of the head is that with the development diffs. */
  reader(): ChainReader {
    const chain = this.#chain;
    const stateAt = (ref: BlockRef): ReadableState =>
      chain.resolve(ref) === chain.head.hash ? this.state() : chain.stateAt(ref);
    return new Proxy(chain, {
      get(target, name) {
        if (name === 'stateAt') return stateAt;
        const value = Reflect.get(target, name, target) as unknown;
        return typeof value === 'function' ? value.bind(target) : value;
      },
    });
  }
}

/** keccak256 of no bytes: the hash of no code. */
const NO_CODE = '0xc5d2460186f7233c927e7db2dcc703c0e500b653ca82273b7bfad8045d85a470';

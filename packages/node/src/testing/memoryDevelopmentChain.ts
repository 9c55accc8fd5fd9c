/** A development chain of tests: every block's state is a copy. */
import {
  changesOfDiff,
  type Hash,
  type Header,
  headerHash,
  type MemoryState,
  type StateDiff,
  type Transaction,
} from '@heddle/engine';
import type { BuildParent, BuiltBlock } from '../building/types.ts';
import type { DevelopmentChain, WholeAccount } from '../dev/developmentChain.ts';

interface Link {
  hash: Hash;
  header: Header;
  transactions: readonly Transaction[];
  /** After the block, then after each of the diffs on it. */
  states: MemoryState[];
}

export class MemoryDevelopmentChain implements DevelopmentChain {
  readonly #links: Link[];

  constructor(header: Header, state: MemoryState) {
    const genesis = { ...header, stateRoot: state.stateRoot() };
    this.#links = [{ hash: headerHash(genesis), header: genesis, transactions: [], states: [state] }];
  }

  get #head(): Link {
    return this.#links.at(-1) as Link;
  }

  get head() {
    return this.#head;
  }

  get genesisHash(): Hash {
    return (this.#links[0] as Link).hash;
  }

  get developmentDiffs(): number {
    return this.#head.states.length - 1;
  }

  state(): MemoryState {
    return this.#head.states.at(-1) as MemoryState;
  }

  parent(): BuildParent {
    const { hash, header } = this.#head;
    const blockHashes = new Map(this.#links.map((link) => [link.header.number, link.hash]));
    return { hash, header, state: this.state(), blockHashes };
  }

  async applyDevelopmentDiff(diff: StateDiff): Promise<void> {
    const state = this.state().fork();
    state.apply(changesOfDiff(diff));
    this.#head.states.push(state);
  }

  stateRoot({ changes }: BuiltBlock['result']): Hash {
    const state = this.state().fork();
    state.apply(changes);
    return state.stateRoot();
  }

  async append({ block, hash, result }: BuiltBlock): Promise<void> {
    const state = this.state().fork();
    state.apply(result.changes);
    this.#links.push({ hash, header: block.header, transactions: block.transactions, states: [state] });
  }

  async returnTo(hash: Hash, developmentDiffs: number): Promise<readonly Transaction[] | undefined> {
    const place = this.#links.findIndex((link) => link.hash === hash);
    const link = this.#links[place];
    if (link === undefined || link.states.length <= developmentDiffs) return undefined;
    const gone = this.#links.splice(place + 1);
    link.states.length = developmentDiffs + 1;
    return gone.flatMap(({ transactions }) => transactions);
  }

  *accounts(): Generator<WholeAccount> {
    const state = this.state();
    const codes = new Map(state.codes());
    for (const [address, { nonce, balance, codeHash, storage }] of state.entries()) {
      yield { address, nonce, balance, codeHash, code: codes.get(codeHash) ?? new Uint8Array(), storage };
    }
  }
}

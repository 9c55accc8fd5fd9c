/** A chain for development: mines its own blocks, and does what tests of contracts want done to a state. */

import { type Address, type ChainSpec, diffOfChanges, type Hash, type Hex, type Pool } from '@heddle/engine';
import { buildBlock } from '../building/buildBlock.ts';
import type { BuiltBlock } from '../building/types.ts';
import type { TransactionPool } from '../pool/transactionPool.ts';
import { Checkpoints } from './checkpoints.ts';
import { Clock } from './clock.ts';
import type { DevelopmentChain } from './developmentChain.ts';
import { changesOfEdits, type StateEdits } from './edits.ts';
import { Miner, type MiningMode } from './miner.ts';
import type { DevelopmentSigner } from './signer.ts';
import { dumpState, readDump } from './stateDump.ts';

export interface DevelopmentOptions {
  chain: DevelopmentChain;
  pool: TransactionPool;
  workers: Pool;
  spec: ChainSpec;
  signer: DevelopmentSigner;
  /** Default automine. */
  mode?: MiningMode;
  /** Receives the fees. Default the zero address. */
  feeRecipient?: Address;
  /** Gets each block that was mined, for the line that people see. */
  onBlock?: (built: BuiltBlock) => void;
  /** Gets what made a block fail that nobody waits for. */
  onError: (error: unknown) => void;
  /** Milliseconds since 1970; tests set it. */
  now?: () => number;
}

const zeroAddress: Address = `0x${'00'.repeat(20)}`;

export class Development {
  readonly signer: DevelopmentSigner;
  readonly pool: TransactionPool;
  readonly chain: DevelopmentChain;
  readonly clock: Clock;
  readonly miner: Miner;
  readonly #options: DevelopmentOptions;
  readonly #checkpoints = new Checkpoints();
  /** What the next blocks get in place of what follows from their parents. */
  feeRecipient: Address;
  gasLimit: bigint | undefined;
  nextBaseFee: bigint | undefined;
  nextPrevRandao: Hash | undefined;

  constructor(options: DevelopmentOptions) {
    this.#options = options;
    this.signer = options.signer;
    this.pool = options.pool;
    this.chain = options.chain;
    this.clock = new Clock(options.now);
    this.feeRecipient = options.feeRecipient ?? zeroAddress;
    this.miner = new Miner({
      mode: options.mode ?? { kind: 'automine' },
      mineBlock: ({ onlyIfFilled }) => this.#mineBlock(onlyIfFilled),
      onPending: (listener) => options.pool.onPending(listener),
      onError: options.onError,
    });
  }

  get spec(): ChainSpec {
    return this.#options.spec;
  }

  /** Changes accounts of the state, between two blocks. */
  edit(edits: StateEdits): Promise<void> {
    return this.miner.exclusively(async () => {
      const state = this.chain.state();
      await this.chain.applyDevelopmentDiff(diffOfChanges(changesOfEdits(edits, state), state));
      await this.#movePool(new Set(edits.keys()));
    });
  }

  /** Remembers the place where the chain is; returns its number. */
  checkpoint(): Promise<bigint> {
    return this.miner.exclusively(async () => {
      const { chain, clock } = this;
      const { developmentDiffs } = chain;
      return this.#checkpoints.add({ hash: chain.head.hash, developmentDiffs, clock: clock.save() });
    });
  }

  /** Goes back to a checkpoint, which is gone then, as are those after it; false when there is none of that number. */
  revertTo(id: bigint): Promise<boolean> {
    return this.miner.exclusively(async () => {
      const checkpoint = this.#checkpoints.take(id);
      if (checkpoint === undefined) return false;
      const gone = await this.chain.returnTo(checkpoint.hash, checkpoint.developmentDiffs);
      if (gone === undefined) return false;
      this.clock.restore(checkpoint.clock);
      await this.#movePool(undefined);
      return true;
    });
  }

  /** Goes back to the genesis block. */
  reset(): Promise<void> {
    return this.miner.exclusively(async () => {
      await this.chain.returnTo(this.chain.genesisHash, 0);
      this.#checkpoints.clear();
      this.clock.restore({ offset: 0n, interval: undefined });
      this.pool.clear();
      await this.#movePool(undefined);
    });
  }

  dump(): Promise<Hex> {
    return this.miner.exclusively(() => dumpState(this.chain.accounts(), this.chain.head.header.number));
  }

  /** Lays the accounts of a dump over the state. @throws DevelopmentError DUMP_MALFORMED */
  load(dump: Hex): Promise<void> {
    return this.edit(readDump(dump));
  }

  close(): Promise<void> {
    return this.miner.close();
  }

  async #mineBlock(onlyIfFilled: boolean): Promise<number> {
    const { chain, clock } = this;
    const parent = chain.parent();
    const { workers, spec, pool, onBlock } = this.#options;
    const stateRoot = chain.stateRoot.bind(chain);
    const built = await buildBlock({ spec, workers, pool, stateRoot }, parent, this.#attributes());
    const count = built.block.transactions.length;
    if (onlyIfFilled && count === 0) return 0;
    await chain.append(built);
    clock.noteBlock(built.block.header.timestamp);
    this.nextBaseFee = undefined;
    this.nextPrevRandao = undefined;
    const { changes } = built.result;
    await this.#movePool(new Set(changes.accounts.map(({ address }) => address)), built);
    onBlock?.(built);
    return count;
  }

  #attributes() {
    const { header } = this.chain.head;
    const overrides = {
      ...(this.nextBaseFee !== undefined && { baseFeePerGas: this.nextBaseFee }),
      ...(this.gasLimit !== undefined && { gasLimit: this.gasLimit }),
    };
    return {
      timestamp: this.clock.next(header.timestamp),
      feeRecipient: this.feeRecipient,
      // Any value will do, but each block's is another and the same again after going back.
      prevRandao: this.nextPrevRandao ?? header.stateRoot,
      slotNumber: header.slotNumber === undefined ? undefined : header.slotNumber + 1n,
      overrides,
    };
  }

  #movePool(changed: ReadonlySet<Address> | undefined, built?: BuiltBlock): Promise<void> {
    const { head } = this.chain;
    const included = built?.block.transactions ?? [];
    const moved = { ...head, state: this.chain.state() };
    return this.pool.moveHead({ head: moved, included, dropped: [], changed });
  }
}

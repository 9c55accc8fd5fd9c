/**
 * Imports blocks: decode, check, execute, root, commit. Each block goes through two lanes, one for execution and one for
 * root and commit, so that the root of a block is computed while the next one is executed.
 */
import {
  type Block,
  type BlockAccessList,
  type BlockPlace,
  type BlockResult,
  checkBeforeState,
  completeDiff,
  type Hash,
  type HeddleError,
  InvalidBlockError,
  InvalidTransactionError,
  mayBeAnotherBody,
  type Receipt,
  type Report,
  type StateDiff,
} from '@heddle/engine';
import type { KnownBlock } from '../blocks/blockTree.ts';
import type { ChainParts } from '../chainParts.ts';
import { BadBlockError, ParentInvalidError, UnknownParentError } from '../errors/chain.ts';
import { BadBlocks } from './badBlocks.ts';
import { checkReceiptsRoot, checkResult, checkStateRoot, receiptsHoldStates } from './checkResult.ts';
import { commitBlock } from './commitBlock.ts';
import { Lane } from './lane.ts';
import { type Arrival, placeBlock, receiveBlock } from './placeBlock.ts';
import { receiptsWithStates } from './receiptsWithStates.ts';

/** How one block is imported. */
export interface ImportOptions {
  /** `byRule` (the default): fork choice decides whether the block becomes the head; `unchanged`: somebody else will say. */
  head?: 'byRule' | 'unchanged';
  /** The block access list that came with the block (EIP-7928). */
  accessList?: BlockAccessList;
}

/** What became of a block. */
export interface ImportResult {
  hash: Hash;
  number: bigint;
  /** `known` when it had been imported before; nothing was done then. */
  status: 'imported' | 'known';
  transactions: number;
  gasUsed: bigint;
  /** True when it is the head of the chain now. */
  isHead: boolean;
  /** How execution went; undefined for a known block. */
  report: Report | undefined;
  /** Milliseconds by phase, each as seen by the block: phases of different blocks overlap. */
  ms: { execute: number; root: number; commit: number };
}

/** A block between the two lanes. */
export interface ExecutedBlock extends Arrival {
  parent: KnownBlock;
  known: KnownBlock;
  result: BlockResult;
  receipts: readonly Receipt[];
  diff: StateDiff;
  options: ImportOptions;
  executeMs: number;
}

export class Importer {
  readonly bad = new BadBlocks();
  readonly #parts: ChainParts;
  readonly #execution = new Lane();
  readonly #commits = new Lane();
  /** True when a block that was executed proved invalid afterwards: the cache holds what it wrote. */
  #isTainted = false;

  constructor(parts: ChainParts) {
    this.#parts = parts;
  }

  /**
   * Imports one block; several calls may be under way, in the order of their blocks.
   *
   * @throws RlpError, UnknownParentError, BadBlockError, InvalidBlockError, InvalidTransactionError: the block is refused
   * @throws StoreError and what `executeBlock` throws: the block may be good, it could not be done
   */
  async import(input: Uint8Array | Block, options: ImportOptions = {}): Promise<ImportResult> {
    const arrival = receiveBlock(input, this.#parts.spec);
    this.#refuseBad(arrival);
    const { committed } = await this.#execution.run(async () => {
      const committed = this.#execute(arrival, options);
      const settled = (await committed).committed;
      if (!this.#parts.settings.pipeline) await settled.catch(() => undefined);
      return { committed: settled };
    });
    return committed;
  }

  /** Runs something with nothing executed or under way, the live state at the last block that was committed. */
  alone<T>(task: () => Promise<T>): Promise<T> {
    return this.#execution.run(async () => {
      await this.#commits.drained();
      if (this.#isTainted) await this.#recover();
      return task();
    });
  }

  #refuseBad({ hash, block }: Arrival): void {
    const { number, parentHash } = block.header;
    const reason = this.bad.reasonOf(hash);
    if (reason !== undefined) throw new BadBlockError({ number, block: hash, reason });
    const above = this.bad.reasonOf(parentHash);
    if (above === undefined) return;
    const error = new ParentInvalidError({ number, parentHash, reason: above });
    this.bad.add(hash, error);
    throw error;
  }

  /** The first lane. What it promises within is the second one's. */
  async #execute(arrival: Arrival, options: ImportOptions): Promise<{ committed: Promise<ImportResult> }> {
    if (this.#parts.tree.find(arrival.hash) !== undefined)
      return { committed: this.#knownAlready(arrival, options) };
    try {
      const executed = await this.#run(arrival, options);
      const committed = this.#commits.run(() => this.#commit(executed));
      committed.catch(() => undefined); // whoever imports the block hears of it
      return { committed };
    } catch (error) {
      if (!mayBeAnotherBody(error)) this.#remember(arrival, error);
      throw error;
    }
  }

  /** A block that is imported again, after its first time has ended. */
  async #knownAlready({ hash, block }: Arrival, options: ImportOptions): Promise<ImportResult> {
    await this.#commits.drained();
    const known = this.#parts.tree.find(hash);
    if (known === undefined)
      throw (
        this.bad.reasonOf(hash) ?? new UnknownParentError({ number: block.header.number, parentHash: hash })
      );
    const isHead = options.head !== 'unchanged' && (await this.#parts.heads.offer(known));
    const { number, gasUsed } = block.header;
    const transactions = block.transactions.length;
    const ms = { execute: 0, root: 0, commit: 0 };
    return { hash, number, status: 'known', transactions, gasUsed, isHead, report: undefined, ms };
  }

  async #run(arrival: Arrival, options: ImportOptions): Promise<ExecutedBlock> {
    const { tree, live, diffs, spec, settings } = this.#parts;
    const { hash, block } = arrival;
    const { number, parentHash, difficulty } = block.header;
    if (tree.find(parentHash) === undefined) throw new UnknownParentError({ number, parentHash });
    placeBlock(block, tree.get(parentHash), tree, spec);
    checkBeforeState(block, this.#placeOf(arrival, tree.get(parentHash)));
    const parent = await this.#standAt(block);
    const started = performance.now();
    const { accessList } = options;
    const result = await settings.execute(block, live.reader, accessList && { blockAccessList: accessList });
    // The parent's root may have proved wrong meanwhile.
    if (this.#isTainted) throw this.#orphaned(number, parentHash);
    checkResult(block, result);
    const diff = await this.#whole(result.diff);
    live.advanceCache(hash);
    const totalDifficulty = parent.totalDifficulty + difficulty;
    const known = { hash, header: block.header, totalDifficulty, ommers: block.ommers };
    tree.addPending(known);
    diffs.addPending(hash, diff);
    const executeMs = performance.now() - started;
    return { ...arrival, parent, known, result, receipts: result.receipts, diff, options, executeMs };
  }

  #placeOf({ rlp }: Arrival, parent: KnownBlock): BlockPlace {
    const { tree, spec, settings } = this.#parts;
    const ahead = settings.mostSecondsAhead;
    return {
      parent: parent.header,
      parentTotalDifficulty: parent.totalDifficulty,
      spec,
      ancestors: () => tree.ancestors(parent.hash),
      sizeBytes: rlp.length,
      clock:
        ahead === undefined
          ? undefined
          : { now: BigInt(Math.floor(Date.now() / 1000)), mostAhead: BigInt(ahead) },
    };
  }

  /** Brings the live state to the parent of a block. */
  async #standAt({ header }: Block): Promise<KnownBlock> {
    const { live, tree } = this.#parts;
    const { number, parentHash } = header;
    if (this.#isTainted || live.cachePosition !== parentHash) {
      await this.#commits.drained();
      if (this.#isTainted) await this.#recover();
      if (tree.find(parentHash) === undefined) throw this.#orphaned(number, parentHash);
      if (live.cachePosition !== parentHash) await live.moveTo(parentHash);
    }
    if (!live.isReady() || live.isFull) {
      await this.#commits.drained();
      if (this.#isTainted) return this.#standAt({ header } as Block);
      await live.tidy();
    }
    return tree.get(parentHash);
  }

  #orphaned(number: bigint, parentHash: Hash): HeddleError {
    const reason = this.bad.reasonOf(parentHash);
    return reason === undefined
      ? new UnknownParentError({ number, parentHash })
      : new ParentInvalidError({ number, parentHash, reason });
  }

  async #recover(): Promise<void> {
    await this.#parts.live.dropCache();
    this.#isTainted = false;
  }

  /** Slots that went with their account, one by one: only the flat state knows them all. */
  async #whole(diff: StateDiff): Promise<StateDiff> {
    const { live, viewOf } = this.#parts;
    const view = viewOf(live.cachePosition);
    return completeDiff(diff, (address) => view.slotsOf(address));
  }

  /** The second lane. */
  async #commit(executed: ExecutedBlock): Promise<ImportResult> {
    const { hash, block, parent, options, result } = executed;
    const { live, tree, diffs } = this.#parts;
    try {
      const started = performance.now();
      await this.#root(executed);
      const rooted = performance.now();
      const isHead = await commitBlock(this.#parts, executed, options.head !== 'unchanged');
      const { number, gasUsed } = block.header;
      const ms = { execute: executed.executeMs, root: rooted - started, commit: performance.now() - rooted };
      live.flushWhenDue();
      const transactions = block.transactions.length;
      return { hash, number, status: 'imported', transactions, gasUsed, isHead, report: result.report, ms };
    } catch (error) {
      this.#isTainted = true;
      if (live.rootPosition === hash) await live.takeBackRoot(parent.hash, executed.diff);
      this.#remember(executed, error);
      throw error;
    } finally {
      tree.settle(hash);
      diffs.settle(hash);
    }
  }

  async #root(executed: ExecutedBlock): Promise<void> {
    const { hash, block, parent, diff } = executed;
    const { live, viewOf, trie } = this.#parts;
    if (live.rootPosition !== parent.hash) throw this.#orphaned(block.header.number, parent.hash);
    if (receiptsHoldStates(block)) {
      executed.receipts = await receiptsWithStates(block, viewOf(parent.hash), executed.receipts, trie);
      checkReceiptsRoot(block, executed.receipts);
    }
    checkStateRoot(block, await live.advanceRoot(hash, diff));
  }

  #remember({ hash }: Arrival, error: unknown): void {
    const isOfTheBlock = error instanceof InvalidBlockError || error instanceof InvalidTransactionError;
    if (isOfTheBlock || error instanceof ParentInvalidError) this.bad.add(hash, error as HeddleError);
  }
}

/** A pool whose workers are coroutines of this thread instead of threads. */
import { Pool } from '@heddle/engine';
import { layout } from '@heddle/evm';
import { following } from './controllers.ts';
import { CoreWorker, type Need, STACK_BYTES } from './coreWorker.ts';
import { workerLoops } from './courses.ts';
import type { ExploredCore } from './exploredCore.ts';
import { type Controller, Machine, type Move } from './machine.ts';
import { MemoryImage } from './memoryImage.ts';

type Order = Parameters<Pool['orderAll']>[0];
type Handler = Parameters<Pool['answering']>[0];

/** Workers of the explorer read nothing themselves. */
const quietly = { lookups: 0, reads: 0, failure: undefined };
/** Chain heads of each table: few, so that a memory is quickly put back. */
const BUCKETS = 256;
/** Any; fixed, so that a schedule repeats. */
const HASH_SEED = 0x9e3779b97f4a7c15n;

export class ExplorerPool extends Pool {
  readonly machine: Machine;
  readonly #members: CoreWorker[];
  #controller: Controller | undefined;
  #handler: Handler | undefined;
  #image: MemoryImage | undefined;
  /** What ended a run of the schedule at hand; `executeBlock` may try again in another way and hide it. */
  broken: { error: Error; moves: Move[] } | undefined;
  /** Asked when a run has ended: what is wrong with the memory that it left. */
  inspect: (() => void) | undefined;

  constructor(core: ExploredCore, workers: number) {
    super(workers);
    const { shared } = this;
    for (const mask of [layout.PLAN_ACCOUNT_MASK, layout.PLAN_SLOT_MASK, layout.PLAN_CODE_MASK])
      shared.setUint32(mask, BUCKETS - 1);
    shared.view.setBigUint64(layout.PLAN_HASH_SEED, HASH_SEED, true);
    const end = shared.getUint32(layout.PLAN_BLOCK_ARENA_END) - workers * STACK_BYTES;
    shared.setUint32(layout.PLAN_BLOCK_ARENA_END, end);
    this.machine = new Machine(shared.words);
    this.#members = Array.from(
      { length: workers },
      (_, i) => new CoreWorker(core, shared.memory, i, end + i * STACK_BYTES, this.machine),
    );
  }

  /** Makes the memory as it is now the start of every schedule. */
  keepImage(): void {
    this.settle();
    this.#image = new MemoryImage(this.shared.memory.buffer, this.shared.plan);
  }

  /** Puts memory and instances back to that start; the next run follows `controller`. */
  prepare(controller: Controller | undefined): void {
    this.#controller = controller;
    this.broken = undefined;
    this.#image?.restore();
  }

  override async start(): Promise<void> {}

  override async restart(): Promise<void> {
    this.#image?.restore();
  }

  override stop(reason: number): void {
    super.stop(reason);
    this.machine.notify(layout.CTRL_WAKE, -1);
  }

  override answering<T>(handler: Handler, task: () => Promise<T>): Promise<T> {
    this.#handler = handler;
    return task();
  }

  override async orderAll(order: Order, answers: never): Promise<never> {
    try {
      await this.#run(this.#members, order);
      this.inspect?.();
    } catch (error) {
      this.broken ??= { error: error as Error, moves: this.machine.moves };
      throw error;
    }
    return this.#members.map(() => ({ ...quietly, kind: answers })) as never;
  }

  override async order(worker: number, order: Order, answers: never): Promise<never> {
    await this.#run([this.#members[worker]!], order);
    return { ...quietly, kind: answers } as never;
  }

  async #run(workers: readonly CoreWorker[], order: Order): Promise<void> {
    if (!('hardfork' in order)) throw new Error(`blocks for the explorer need no order ${order.kind}`);
    const loop = workerLoops[order.kind];
    if (loop === undefined) throw new Error(`there is no worker loop for ${order.kind}`);
    const courses = workers.map((worker) => {
      worker.reset();
      return loop(worker, order.hardfork);
    });
    await this.machine.run(courses, this.#controller ?? following([]), (need) => this.#answer(need));
  }

  /** As the pool of threads does it. */
  async #answer(need: Need): Promise<boolean> {
    try {
      return await this.#handler!({ kind: 'need', ...need });
    } catch {
      this.stop(layout.STOP_FAILED); // the handler keeps its error
      return true;
    }
  }
}

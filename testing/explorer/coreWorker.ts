/** One worker's instance of the explored core: a call of it can stop at an access and go on later. */
import { type CoreExports, type CoreMemory, layout } from '@heddle/evm';
import type { ExploredCore } from './exploredCore.ts';
import type { Site } from './instrument.ts';

/** Why a worker comes back to whoever schedules it. */
export type Pause =
  /** It stands before an access of the core. */
  | { kind: 'access' }
  /** It stands before an access of its own, outside the core. */
  | { kind: 'point'; address: number }
  /** It sleeps while the word has the value, until somebody notifies it. */
  | { kind: 'wait'; address: number; value: number }
  /** It left the core with a LEAVE_NEED_* code and sleeps until that is answered. */
  | { kind: 'need'; need: Need };

/** The question of a worker; see `Need` of the engine. */
export interface Need {
  status: number;
  entry: number;
  index: number;
  isSpeculative: boolean;
}

/** The code of a worker, which pauses wherever another could go on instead. The answer to a need is true when it is there. */
export type Course<Result = void> = Generator<Pause, Result, boolean>;

/** What the module of an explored core exports beside the core's own functions (binaryen's asyncify). */
interface Resumable {
  asyncify_start_unwind(stack: number): void;
  asyncify_stop_unwind(): void;
  asyncify_start_rewind(stack: number): void;
  asyncify_stop_rewind(): void;
  /** 0 normal, 1 leaving, 2 going back in. */
  asyncify_get_state(): number;
}

/** What a worker is about to touch. The object is used again for its next access. */
export interface Access {
  /** Where in the core; undefined outside. */
  site: Site | undefined;
  address: number;
  bytes: number;
  isAtomic: boolean;
  reads: boolean;
  writes: boolean;
}

/** What happens at accesses. */
export interface AccessHandler {
  /** Before an access: true when the worker must stop here. */
  stopsAt(worker: number, access: Access): boolean;
  /** When it is made. */
  makes(worker: number, access: Access): void;
  /** Wakes who waits on an address; returns how many. */
  notify(address: number, count: number): number;
}

/** Bytes where a stopped call keeps its frames: a hundred nested calls of the core need some 20 KiB. */
export const STACK_BYTES = 131_072;

export class CoreWorker {
  readonly number: number;
  readonly core: CoreExports;
  readonly memory: CoreMemory;
  readonly view: DataView;
  readonly #resumable: Resumable;
  /** The mutable globals of the instance and their first values. */
  readonly #globals: [global: { value: unknown }, value: unknown][];
  readonly #stack: number;
  readonly #sites: readonly Site[];
  readonly #access: Access = outsideOfAll();

  constructor(core: ExploredCore, memory: CoreMemory, number: number, stack: number, handler: AccessHandler) {
    this.number = number;
    this.memory = memory;
    this.view = new DataView(memory.buffer);
    this.#stack = stack;
    this.#sites = core.sites;
    const point = (site: number, address: number, bytes: number) =>
      this.#announce(handler, this.#accessOf(site, address >>> 0, bytes));
    const { exports } = new WebAssembly.Instance(core.module, {
      env: { memory: memory as WebAssembly.Memory },
      host: { clock: () => 0 },
      explore: { point, notify: (address: number, count: number) => handler.notify(address >>> 0, count) },
    });
    this.core = exports as unknown as CoreExports;
    this.#resumable = exports as unknown as Resumable;
    this.#globals = Object.entries(exports)
      .filter(([name]) => name.startsWith('global:'))
      .map(([, value]) => {
        const global = value as { value: unknown };
        return [global, global.value];
      });
  }

  /** As a new instance: what earlier blocks left in its globals is gone. */
  reset(): void {
    for (const [global, value] of this.#globals) global.value = value;
  }

  /** A call of the core that pauses where it is told to stop. */
  *call<Args extends number[], Result>(run: (...args: Args) => Result, ...args: Args): Course<Result> {
    let result = run(...args);
    while (this.#resumable.asyncify_get_state() === LEAVING) {
      this.#resumable.asyncify_stop_unwind();
      yield { kind: 'access' };
      this.#resumable.asyncify_start_rewind(this.#stack);
      result = run(...args);
    }
    return result;
  }

  /** A negative length marks the source of a copy. */
  #accessOf(site: number, address: number, bytes: number): Access {
    const access = this.#access;
    const { isAtomic, reads, writes } = this.#sites[site]!;
    access.site = this.#sites[site];
    access.address = address;
    access.bytes = Math.abs(bytes);
    access.isAtomic = isAtomic;
    access.reads = reads || bytes < 0;
    access.writes = writes && bytes >= 0;
    return access;
  }

  #announce(handler: AccessHandler, access: Access): void {
    if (this.#resumable.asyncify_get_state() === GOING_BACK_IN) this.#resumable.asyncify_stop_rewind();
    else if (handler.stopsAt(this.number, access)) {
      this.view.setUint32(this.#stack, this.#stack + 8, true);
      this.view.setUint32(this.#stack + 4, this.#stack + STACK_BYTES, true);
      this.#resumable.asyncify_start_unwind(this.#stack);
      return;
    }
    handler.makes(this.number, access);
  }
}

function outsideOfAll(): Access {
  return { site: undefined, address: 0, bytes: 0, isAtomic: false, reads: false, writes: false };
}

const LEAVING = 1;
const GOING_BACK_IN = 2;

/** Address of the scratch bytes that a worker uses for itself after a block. */
export function scratchOf({ view, number }: CoreWorker): number {
  const stride = view.getUint32(layout.PLAN_CONTEXT_STRIDE, true);
  return view.getUint32(layout.PLAN_CONTEXTS, true) + number * stride + layout.CTX_SCRATCH;
}

/** What a schedule may change of the shared memory, kept so that the next one starts from the same. */
import { layout, type MemoryPlan } from '@heddle/evm';

interface Region {
  start: number;
  bytes: Uint8Array;
}

export class MemoryImage {
  readonly #memory: Uint8Array;
  readonly #view: DataView;
  readonly #regions: Region[];
  readonly #contexts: number[];

  /** Keeps the fixed words, the tables, the state's entries, and the heads of contexts. */
  constructor(buffer: ArrayBufferLike, plan: MemoryPlan) {
    this.#memory = new Uint8Array(buffer);
    this.#view = new DataView(buffer);
    const word = (at: number) => this.#view.getUint32(at, true);
    const keep = (start: number, length: number): Region => ({
      start,
      bytes: this.#memory.slice(start, start + length),
    });
    const stateArena = word(layout.PLAN_STATE_ARENA);
    this.#regions = [
      keep(0, layout.FIXED_BYTES),
      keep(word(layout.PLAN_ACCOUNT_BUCKETS), 4 * (word(layout.PLAN_ACCOUNT_MASK) + 1)),
      keep(word(layout.PLAN_SLOT_BUCKETS), 4 * (word(layout.PLAN_SLOT_MASK) + 1)),
      keep(word(layout.PLAN_CODE_BUCKETS), 4 * (word(layout.PLAN_CODE_MASK) + 1)),
      keep(stateArena, word(layout.CTRL_STATE_ARENA) - stateArena),
    ];
    const stride = word(layout.PLAN_CONTEXT_STRIDE);
    this.#contexts = Array.from({ length: plan.contextCount }, (_, i) => plan.contexts + i * stride);
    this.#contexts.push(plan.largeContext);
    for (const context of this.#contexts) {
      this.#forget(context);
      this.#regions.push(keep(context, layout.CTX_BYTES));
    }
  }

  /** Puts everything back; what was used of the block arena becomes zero, so that no schedule sees another's leavings. */
  restore(): void {
    const word = (at: number) => this.#view.getUint32(at, true);
    this.#memory.fill(0, word(layout.PLAN_BLOCK_ARENA), word(layout.CTRL_BLOCK_ARENA));
    for (const { start, bytes } of this.#regions) this.#memory.set(bytes, start);
    for (const context of this.#contexts) this.#forget(context);
  }

  /** Empties a context's view of the state: its entries are not kept, so nothing may lead to them. */
  #forget(context: number): void {
    for (const list of [layout.CTX_FIRST_ACCOUNT, layout.CTX_FIRST_SLOT, layout.CTX_FIRST_TRANSIENT])
      this.#view.setUint32(context + list, 0, true);
    const buckets = this.#view.getUint32(context + layout.CTX_BUCKETS, true);
    this.#memory.fill(0, buckets, buckets + 4 * layout.CTX_BUCKET_COUNT);
  }
}

/** The memory of a trie as TypeScript sees it: control words, the root, and the copy of the diff that a run works on. */
import type { DiffDirection, Hash, StateDiff } from '@heddle/engine';
import { type CoreMemory, createMemory, layout, trieLayout as words } from '@heddle/evm';
import { fromHex, toHex } from '../bytes.ts';
import { TrieMemoryExhaustedError } from '../errors/trie.ts';

const PAGES_PER_MIB = 16;

/** How a run is to be done; see RUN_* in the layout. */
export interface RunSettings {
  /** Leaves the account trie unhashed: a run without a diff hashes it. */
  defer: boolean;
  /** Threads that take part. */
  threads: number;
  /** For tests: takes addresses and slots for their own hashes. */
  plainKeys: boolean;
  /** Changed accounts from which on the account trie is changed in sixteen parts. */
  splitAccounts: number;
  /** Changed slots from which on a storage trie is. */
  splitSlots: number;
}

export class TrieMemory {
  readonly memory: CoreMemory;
  readonly bytes: Uint8Array;
  readonly view: DataView;
  readonly mib: number;

  constructor(mib: number) {
    this.mib = mib;
    this.memory = createMemory(mib * PAGES_PER_MIB);
    this.bytes = new Uint8Array(this.memory.buffer);
    this.view = new DataView(this.memory.buffer);
    this.clear();
  }

  /** Drops all nodes; the trie is empty. No thread may be at work. */
  clear(): void {
    this.#set(words.CTRL_STOP, 0);
    this.#set(words.CTRL_ARENA, words.ARENA);
    this.#set(words.CTRL_ARENA_END, this.bytes.length);
    this.#set(words.CTRL_GENERATION, this.#get(words.CTRL_GENERATION) + 1);
    for (let area = words.AREAS; area < words.ARENA; area += words.AREA_BYTES) {
      this.#set(area + words.AREA_DELETIONS, 0);
    }
    this.#set(words.STATE_TRIE + words.TRIE_NODE, 0);
    this.#set(words.STATE_TRIE + words.TRIE_FLAGS, 0);
  }

  /** Bytes that nodes take, and what was in their place and is not needed any more. */
  get usedBytes(): number {
    return this.#get(words.CTRL_ARENA) - words.ARENA;
  }

  /** What all threads did since the memory was made. */
  get counters(): { permutations: number; nodesLoaded: number } {
    let permutations = 0;
    let nodesLoaded = 0;
    for (let area = words.AREAS; area < words.ARENA; area += words.AREA_BYTES) {
      permutations += Number(this.view.getBigUint64(area + words.AREA_PERMUTATIONS, true));
      nodesLoaded += Number(this.view.getBigUint64(area + words.AREA_LOADED, true));
    }
    return { permutations, nodesLoaded };
  }

  /** The root hash of the account trie. */
  get root(): Hash {
    return this.hashAt(words.STATE_TRIE + words.TRIE_HASH);
  }

  set root(root: Hash) {
    this.bytes.set(fromHex(root), words.STATE_TRIE + words.TRIE_HASH);
  }

  hashAt(address: number): Hash {
    return toHex(this.bytes.slice(address, address + 32));
  }

  /** Puts a diff, or none, where a run finds it. @throws TrieMemoryExhaustedError when nothing has been changed yet */
  describeRun(diff: StateDiff | undefined, direction: DiffDirection, settings: RunSettings): void {
    const accounts = diff?.accounts ?? new Uint8Array();
    const slots = diff?.slots ?? new Uint8Array();
    const accountCount = accounts.length / layout.DIFF_ACCOUNT_BYTES;
    const slotCount = slots.length / layout.DIFF_SLOT_BYTES;
    this.#placeRun(accountCount, slotCount, Math.floor(slotCount / settings.splitSlots));
    this.bytes.set(accounts, this.#get(words.RUN_ACCOUNTS));
    this.bytes.set(slots, this.#get(words.RUN_SLOTS));
    this.#set(words.RUN_FIRST_SLOT, firstSlotOf(accounts));
    this.#set(words.RUN_BACKWARD, Number(direction === 'backward'));
    this.#set(words.RUN_DEFER, Number(settings.defer));
    this.#set(words.RUN_PLAIN_KEYS, Number(settings.plainKeys));
    this.#set(words.RUN_SPLIT_ACCOUNTS, settings.splitAccounts);
    this.#set(words.RUN_SPLIT_SLOTS, settings.splitSlots);
    this.#set(words.RUN_THREADS, settings.threads);
  }

  /** Lays the tables of a run out at the end of the memory, beyond which the nodes must not grow. */
  #placeRun(accounts: number, slots: number, splits: number): void {
    const tables: [word: number, bytes: number][] = [
      [words.RUN_ACCOUNTS, accounts * layout.DIFF_ACCOUNT_BYTES],
      [words.RUN_SLOTS, slots * layout.DIFF_SLOT_BYTES],
      [words.RUN_ITEMS, accounts * words.ITEM_BYTES],
      [words.RUN_ACCOUNT_ORDER, accounts * words.ENTRY_BYTES],
      [words.RUN_SLOT_ORDER, slots * words.ENTRY_BYTES],
      [words.RUN_SPLITS, splits * words.SPLIT_BYTES],
      [words.RUN_OWNERS, accounts * 4],
      [words.RUN_PARTS, words.PARTS * words.PART_BYTES],
    ];
    const rounded = tables.map(([word, bytes]) => [word, Math.ceil(bytes / 16) * 16] as const);
    let at = this.bytes.length - rounded.reduce((sum, [, bytes]) => sum + bytes, 0);
    if (at < this.#get(words.CTRL_ARENA)) throw new TrieMemoryExhaustedError({ mib: this.mib });
    this.#set(words.CTRL_ARENA_END, at);
    for (const [word, bytes] of rounded) {
      this.#set(word, at);
      at += bytes;
    }
    this.#set(words.RUN_ACCOUNT_COUNT, accounts);
    this.#set(words.RUN_SLOT_COUNT, slots);
  }

  /** A word of the module, as an unsigned number. */
  #get(address: number): number {
    return this.view.getUint32(address, true);
  }

  #set(address: number, value: number): void {
    this.view.setUint32(address, value, true);
  }
}

/** Index that a part of a diff uses for its first slot. */
function firstSlotOf(accounts: Uint8Array): number {
  if (accounts.length === 0) return 0;
  const { buffer, byteOffset } = accounts;
  return new DataView(buffer, byteOffset).getUint32(layout.DIFF_FIRST_SLOT, true);
}

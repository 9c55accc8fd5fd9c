/** The threads of a trie, started once and used for run after run. */
import { Worker } from 'node:worker_threads';
import { trieModule } from '@heddle/evm';
import { TrieReadError, TrieThreadDiedError } from '../errors/trie.ts';
import type { NodeSource } from './nodeSource.ts';
import type { ThreadAnswer, ThreadOrder, ThreadSetup } from './threadProtocol.ts';
import type { TrieMemory } from './trieMemory.ts';

/** The built file, from tests that run the sources, too. */
const file = new URL(
  import.meta.url.endsWith('.ts') ? '../../dist/trie/thread.js' : './thread.js',
  import.meta.url,
);

/** One thread, and who waits for its next answer. */
interface Member {
  thread: Worker;
  resolve: (answer: ThreadAnswer) => void;
  reject: (error: Error) => void;
  /** Why it ended. */
  lost?: TrieThreadDiedError;
}

export class TrieThreads {
  readonly #members: Member[] = [];
  readonly #stop: () => void;
  #refresh = false;

  private constructor(stop: () => void) {
    this.#stop = stop;
  }

  /** Starts threads. `stop` makes those that are at work leave. @throws when a reader does not open */
  static async start(
    count: number,
    memory: TrieMemory,
    source: NodeSource | undefined,
    stop: () => void,
  ): Promise<TrieThreads> {
    const threads = new TrieThreads(stop);
    const setups = Array.from({ length: count }, (_, position) => ({
      index: position + 1,
      module: trieModule(),
      memory: memory.memory,
      source,
    }));
    await Promise.all(setups.map((setup) => threads.#startOne(setup)));
    return threads;
  }

  /** How many there are. */
  get count(): number {
    return this.#members.length;
  }

  /** The readers see what was written meanwhile, from the next run on. */
  refresh(): void {
    this.#refresh = true;
  }

  /** Lets all threads do the run. Resolves with what went wrong in one of them; rejects when one dies. */
  async run(): Promise<Error | undefined> {
    const order: ThreadOrder = { kind: 'work', refresh: this.#refresh };
    this.#refresh = false;
    const settled = await Promise.allSettled(this.#members.map((member) => ask(member, order)));
    let failure: Error | undefined;
    for (const one of settled) {
      if (one.status === 'rejected') throw one.reason;
      if (one.value.kind !== 'failed') continue;
      const { message, isRead } = one.value;
      if (isRead) return new TrieReadError({ reason: message });
      failure ??= new Error(message);
    }
    return failure;
  }

  /** Lets all threads end. */
  async close(): Promise<void> {
    await Promise.all(this.#members.map(close));
  }

  #startOne(setup: ThreadSetup): Promise<void> {
    const thread = new Worker(file, { workerData: setup });
    const started = new Promise<ThreadAnswer>((resolve, reject) => {
      const member: Member = { thread, resolve, reject };
      this.#members.push(member);
      thread.on('message', (answer: ThreadAnswer) => member.resolve(answer));
      thread.on('error', (error) => this.#lose(member, setup.index, error.message));
      thread.on('exit', (code) => this.#lose(member, setup.index, `exit code ${code}`));
    });
    return started.then(() => thread.unref());
  }

  #lose(member: Member, thread: number, reason: string): void {
    member.lost ??= new TrieThreadDiedError({ thread, reason });
    this.#stop(); // so that the others do not wait for it
    member.reject(member.lost);
  }
}

function ask(member: Member, order: ThreadOrder): Promise<ThreadAnswer> {
  if (member.lost !== undefined) return Promise.reject(member.lost);
  const { thread } = member;
  // A run in progress keeps the process alive, a thread that waits does not.
  thread.ref();
  const answer = new Promise<ThreadAnswer>((resolve, reject) => {
    member.resolve = resolve;
    member.reject = reject;
  });
  thread.postMessage(order);
  return answer.finally(() => thread.unref());
}

function close({ thread, lost }: Member): Promise<void> {
  if (lost !== undefined) return Promise.resolve();
  thread.removeAllListeners();
  thread.ref();
  const ended = new Promise<void>((resolve) => thread.once('exit', () => resolve()));
  const order: ThreadOrder = { kind: 'close' };
  thread.postMessage(order);
  return ended;
}

/** The threads that write a store: one its blocks, one its state, so that neither waits for the other. */
import type { FlushReport } from '../chainStore.ts';
import type { CommitJob } from './commitThread.ts';
import type { StoreAddress } from './environment.ts';
import type { DiskFlushJob } from './flushState.ts';
import type { RowWriter } from './rowWrites.ts';
import { ThreadLink } from './threadLink.ts';

export class StoreThreads {
  readonly #commits: ThreadLink<CommitJob, void>;
  readonly #flushes: ThreadLink<DiskFlushJob, FlushReport>;

  private constructor(commits: ThreadLink<CommitJob, void>, flushes: ThreadLink<DiskFlushJob, FlushReport>) {
    this.#commits = commits;
    this.#flushes = flushes;
  }

  static async start(address: StoreAddress): Promise<StoreThreads> {
    const commits = ThreadLink.start<CommitJob, void>('commitThread', address.dir, address);
    const flushes = ThreadLink.start<DiskFlushJob, FlushReport>('flushThread', address.dir, address);
    const started = await Promise.allSettled([commits, flushes]);
    const failure = started.find(({ status }) => status === 'rejected');
    if (failure === undefined) return new StoreThreads(await commits, await flushes);
    for (const one of started) if (one.status === 'fulfilled') await one.value.close();
    throw (failure as PromiseRejectedResult).reason;
  }

  commit(rows: RowWriter): Promise<void> {
    const bytes = rows.finish();
    return this.#commits.ask({ rows: bytes }, [bytes.buffer]);
  }

  prune(limits: Extract<CommitJob, { prune: unknown }>['prune']): Promise<void> {
    return this.#commits.ask({ prune: limits });
  }

  flush(job: DiskFlushJob): Promise<FlushReport> {
    return this.#flushes.ask(job);
  }

  async close(): Promise<void> {
    await Promise.all([this.#commits.close(), this.#flushes.close()]);
  }
}

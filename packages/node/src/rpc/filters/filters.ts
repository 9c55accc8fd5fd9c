/** Filters: what happened since a client last asked. */
import { randomBytes } from 'node:crypto';
import type { Hex } from '@heddle/engine';
import { limitExceeded, serverError } from '../errors.ts';
import type { RpcLimits } from '../limits.ts';
import type { LogFilter } from '../params/filter.ts';

interface Filter {
  events: unknown[];
  /** True when events were lost because nobody asked for them. */
  isFull: boolean;
  /** Given for filters of logs. */
  logFilter: LogFilter | undefined;
  end: () => void;
  timer: NodeJS.Timeout;
}

/** The filters of all clients. One that nobody asks for a while, or that grows too large, is dropped. */
export class Filters {
  readonly #limits: Pick<RpcLimits, 'maxFilters' | 'filterTimeoutMs' | 'maxLogs'>;
  readonly #filters = new Map<Hex, Filter>();

  constructor(limits: Pick<RpcLimits, 'maxFilters' | 'filterTimeoutMs' | 'maxLogs'>) {
    this.#limits = limits;
  }

  get size(): number {
    return this.#filters.size;
  }

  /**
   * @param start begins to listen and returns what ends it; `note` keeps events
   * @returns the id of the filter
   * @throws RpcError -32005 above the limit
   */
  install(start: (note: (events: unknown[]) => void) => () => void, logFilter?: LogFilter): Hex {
    const { maxFilters } = this.#limits;
    if (this.#filters.size >= maxFilters) throw limitExceeded(`too many filters, at most ${maxFilters}`);
    const id: Hex = `0x${randomBytes(16).toString('hex')}`;
    const filter: Filter = { events: [], isFull: false, logFilter, end: () => {}, timer: this.#timer(id) };
    this.#filters.set(id, filter);
    filter.end = start((events) => this.#note(filter, events));
    return id;
  }

  /**
   * What happened since the last call; it is then forgotten.
   *
   * @throws RpcError for a filter that is not there or was dropped because it grew too large
   */
  take(id: Hex): unknown[] {
    const filter = this.#find(id);
    if (filter.isFull) {
      this.uninstall(id);
      throw limitExceeded(`the filter held more than ${this.#limits.maxLogs} events and was dropped`);
    }
    return filter.events.splice(0);
  }

  /** What a filter of logs was made with. @throws RpcError when there is no such filter */
  logFilterOf(id: Hex): LogFilter {
    const { logFilter } = this.#find(id);
    if (logFilter === undefined) throw serverError('filter not found');
    return logFilter;
  }

  /** @returns whether there was such a filter */
  uninstall(id: Hex): boolean {
    const filter = this.#filters.get(id);
    if (filter === undefined) return false;
    clearTimeout(filter.timer);
    filter.end();
    return this.#filters.delete(id);
  }

  close(): void {
    for (const id of [...this.#filters.keys()]) this.uninstall(id);
  }

  #find(id: Hex): Filter {
    const filter = this.#filters.get(id);
    if (filter === undefined) throw serverError('filter not found');
    filter.timer.refresh();
    return filter;
  }

  #note(filter: Filter, events: unknown[]): void {
    if (filter.isFull) return;
    if (filter.events.length + events.length > this.#limits.maxLogs) {
      filter.isFull = true;
      filter.events = [];
      filter.end();
      return;
    }
    filter.events.push(...events);
  }

  #timer(id: Hex): NodeJS.Timeout {
    return setTimeout(() => this.uninstall(id), this.#limits.filterTimeoutMs).unref();
  }
}

/** Where the nodes of a trie are read from: every thread opens a reader of its own. */

/** A module, and what it needs to open a reader; both can be posted to a thread. */
export interface NodeSource {
  /** URL of a module that exports {@link OpenNodes} as `openNodes`. */
  readonly module: string;
  readonly data: unknown;
}

/** Synchronous reads for one thread. */
export interface NodeReader {
  /**
   * The record of a key, or undefined: as it was when the reader was opened or last refreshed, or later. The key is
   * overwritten after the call, the result is copied before the next one.
   */
  get(key: Uint8Array): Uint8Array | undefined;
  /** From now on answers include what was written since. */
  refresh(): void;
  close?(): void | Promise<void>;
}

export type OpenNodes = (data: never) => NodeReader;

/** For a trie that lives in memory whole. */
const nothing: NodeReader = { get: () => undefined, refresh: () => undefined };

/** Opens a reader for the calling thread. */
export async function openReader(source: NodeSource | undefined): Promise<NodeReader> {
  if (source === undefined) return nothing;
  const { openNodes } = (await import(source.module)) as { openNodes: OpenNodes };
  return openNodes(source.data as never);
}

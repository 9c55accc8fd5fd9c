/** A source of trie nodes over maps of this process, by name (mapStore.ts); for tries without threads. */
export function openNodes(name) {
  const table = globalThis.heddleTestNodes.get(name);
  return { get: (key) => table.get(Buffer.from(key).toString('hex')), refresh: () => undefined };
}

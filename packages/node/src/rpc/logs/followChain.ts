import type { ChainReader } from '../chainReader.ts';
import type { LogIndex } from './logIndex.ts';

/**
 * Fills an index with the canonical chain and keeps it up to date.
 *
 * @returns what ends the following
 */
export function followChain(chain: ChainReader, index: LogIndex): () => void {
  for (let number = 0n; number <= chain.head.header.number; number++) {
    const header = chain.header(number);
    if (header !== undefined) index.add(header);
  }
  return chain.onHead(({ added, removed }) => {
    for (const hash of removed) {
      const header = chain.header(hash);
      if (header !== undefined) index.remove(header);
    }
    for (const hash of added) {
      const header = chain.header(hash);
      if (header !== undefined) index.add(header);
    }
  });
}

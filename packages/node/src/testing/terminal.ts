import { createColors, type Terminal } from '../terminal.ts';

/** A terminal that keeps what is written; without colours and without a watcher unless told otherwise. */
export function fakeTerminal(changes: Partial<Terminal> = {}) {
  const written = { out: '', err: '' };
  const terminal: Terminal = {
    out: (text) => {
      written.out += text;
    },
    err: (text) => {
      written.err += text;
    },
    isWatched: false,
    columns: 60,
    colors: createColors(false),
    signal: new AbortController().signal,
    ...changes,
  };
  return { terminal, written };
}

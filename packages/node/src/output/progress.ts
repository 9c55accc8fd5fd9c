import type { Terminal } from '../terminal.ts';

/** 10 redraws a second look alive and cost nothing. */
const REDRAW_MS = 100;
const BAR_CELLS = 24;
const clearLine = '\r\x1b[2K';

function bar(share: number): string {
  const filled = Math.round(share * BAR_CELLS);
  return '█'.repeat(filled) + '░'.repeat(BAR_CELLS - filled);
}

/** A line on stderr that a person watches; silent where nobody does. */
export interface Progress {
  /** What share is done, from 0 to 1, and what is under way. */
  update(share: number, what: string): void;
  /** Takes the line away; call it before anything else is printed. */
  stop(): void;
}

/** Starts a progress line. `now` gives milliseconds. */
export function startProgress(terminal: Terminal, now: () => number = Date.now): Progress {
  if (!terminal.isWatched) return { update: () => {}, stop: () => {} };
  let drawnAt = Number.NEGATIVE_INFINITY;
  return {
    update(share, what) {
      if (now() - drawnAt < REDRAW_MS) return;
      drawnAt = now();
      const line = `${bar(share)} ${what}`;
      terminal.err(clearLine + line.slice(0, terminal.columns - 1));
    },
    stop: () => terminal.err(clearLine),
  };
}

import pc from 'picocolors';

/** Where a command writes and what it may assume about it. */
export interface Terminal {
  /** Results: stdout. */
  out(text: string): void;
  /** Progress and errors: stderr. */
  err(text: string): void;
  /** True when a person watches stderr, so that progress may redraw its line. */
  isWatched: boolean;
  /** Width of stdout in characters; 100 where it has none. */
  columns: number;
  colors: Colors;
  /** Aborted by Ctrl-C. */
  signal: AbortSignal;
}

/** The subset of picocolors that Heddle uses; each returns the text unchanged without colours. */
export type Colors = Pick<
  ReturnType<typeof pc.createColors>,
  'bold' | 'dim' | 'green' | 'red' | 'yellow' | 'cyan'
>;

/** Colours, or functions that leave a text as it is. */
export const createColors = (isColored: boolean): Colors => pc.createColors(isColored);

/** NO_COLOR and FORCE_COLOR (no-color.org, force-color.org) go before what the stream says. */
function wantsColors(): boolean {
  if (process.env.NO_COLOR) return false;
  if (process.env.FORCE_COLOR) return process.env.FORCE_COLOR !== '0';
  return process.stdout.isTTY === true && process.env.TERM !== 'dumb';
}

/** Ctrl-C asks once; who asks again does not want to wait for a tidy end. */
function interruptSignal(): AbortSignal {
  const controller = new AbortController();
  process.on('SIGINT', () => {
    if (controller.signal.aborted) process.exit(130);
    controller.abort();
  });
  return controller.signal;
}

/** The terminal of this process. Call once: it listens for Ctrl-C. */
export function processTerminal(): Terminal {
  // `heddle run … | head` closes the pipe early: nobody reads on, so there is nothing left to do.
  process.stdout.on('error', (error: NodeJS.ErrnoException) => process.exit(error.code === 'EPIPE' ? 0 : 1));
  return {
    out: (text) => void process.stdout.write(text),
    err: (text) => void process.stderr.write(text),
    isWatched: process.stderr.isTTY === true,
    columns: process.stdout.columns || 100,
    colors: createColors(wantsColors()),
    signal: interruptSignal(),
  };
}

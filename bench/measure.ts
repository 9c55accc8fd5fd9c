import { rest } from '@heddle/node';

/** One side of a comparison. */
export interface Contestant {
  name: string;
  /** Measures once: milliseconds, or undefined when this side cannot do it. */
  run(): Promise<number | undefined>;
  /** For slow sides: measured once, and not warmed up. */
  once?: boolean;
  /** For what runs in this process: rests before each measurement, see `rest`. */
  rests?: boolean;
}

/** Middle value; of an even number, the mean of the two in the middle. Undefined for none. */
export function median(values: readonly number[]): number | undefined {
  const sorted = [...values].sort((a, b) => a - b);
  const middle = sorted.length >> 1;
  return sorted.length % 2 === 1 ? sorted[middle] : mean(sorted[middle - 1], sorted[middle]);
}

function mean(a: number | undefined, b: number | undefined): number | undefined {
  return a === undefined || b === undefined ? undefined : (a + b) / 2;
}

/** The mean for ratios: twice as fast and half as fast make 1. Undefined for none. */
export function geometricMean(ratios: readonly number[]): number | undefined {
  if (ratios.length === 0) return undefined;
  return Math.exp(ratios.reduce((sum, ratio) => sum + Math.log(ratio), 0) / ratios.length);
}

/**
 * Measures all sides in turn, one after the other in each round, so that whatever slows the machine for a while slows
 * them alike. The first rounds warm up, for V8 compiles in the background, and do not count. Gives the median milliseconds by name; a side that could
 * not do it once is not asked again and has none.
 */
export async function alternate(
  contestants: readonly Contestant[],
  options: { repeat: number; warmUp?: number; signal: AbortSignal },
): Promise<Map<string, number | undefined>> {
  const times = new Map<string, number[]>(contestants.map(({ name }) => [name, []]));
  const unable = new Set<string>();
  const warmUp = options.warmUp ?? 1;
  for (let round = 1 - warmUp; round <= options.repeat; round++) {
    for (const { name, run, once, rests } of contestants) {
      options.signal.throwIfAborted();
      if (unable.has(name) || (round < 0 && !rests) || (once && round !== 1)) continue;
      if (rests && round > 0) await rest();
      const ms = await run();
      if (ms === undefined) unable.add(name);
      else if (round > 0) times.get(name)!.push(ms);
    }
  }
  return new Map([...times].map(([name, values]) => [name, median(values)]));
}

/** Many made-up blocks, every mechanism against serial execution, until there is a difference or time is up. */
import { parseArgs } from 'node:util';
import { type Mechanism, mechanisms } from '@heddle/engine';
import { blockOfSeed, type Family, families } from './blockOfSeed.ts';
import { Comparator, type FoundDifference } from './comparison.ts';
import type { Schedule } from './options.ts';
import { type ScheduleChoice, schedulesFor, usualChoice } from './schedules.ts';
import { keepSeed } from './seeds.ts';

const help = `node testing/differential/manyBlocks.mjs [COUNT [FROM]] [options]
Executes COUNT (default 2000) made-up blocks from seed FROM (default 0) on, of each family, by every mechanism and
compares all that can be observed with serial execution. Ends with code 1 at the first difference.
  --family NAME        random, adversarial or both (the default)
  --mechanisms A,B     default: all but serial (${usualChoice.mechanisms.join(', ')})
  --workers 1,2,3,8    worker threads; every sixteenth block runs on 16 as well
  --jitters N          schedules with other delays per mechanism and number of workers (default 1)
  --seconds N          stops after so long, without failing
  --keep               notes the seed of a difference in seeds.json, where later tests begin`;

interface Settings extends ScheduleChoice {
  families: readonly Family[];
  count: number;
  from: number;
  seconds: number;
  keep: boolean;
}

function settingsOf(args: string[]): Settings | undefined {
  const text = { type: 'string' } as const;
  const flag = { type: 'boolean' } as const;
  const { values, positionals } = parseArgs({
    args,
    allowPositionals: true,
    options: {
      ...{ family: text, mechanisms: text, workers: text, jitters: text, seconds: text },
      ...{ keep: flag, help: flag },
    },
  });
  if (values.help) return undefined;
  const family = values.family ?? 'both';
  return {
    families: family === 'both' ? families : [oneOf(families, family)],
    mechanisms:
      values.mechanisms?.split(',').map((name): Mechanism => oneOf(mechanisms, name)) ??
      usualChoice.mechanisms,
    workers: values.workers?.split(',').map(natural) ?? usualChoice.workers,
    rareWorkers: values.workers === undefined ? usualChoice.rareWorkers : [],
    jitters: natural(values.jitters ?? '1'),
    count: natural(positionals[0] ?? '2000'),
    from: natural(positionals[1] ?? '0'),
    seconds: values.seconds === undefined ? Number.POSITIVE_INFINITY : natural(values.seconds),
    keep: values.keep ?? false,
  };
}

function oneOf<T extends string>(allowed: readonly T[], name: string): T {
  const found = allowed.find((one) => one === name);
  if (found === undefined) throw new Error(`${name} is none of ${allowed.join(', ')}`);
  return found;
}

function natural(digits: string): number {
  if (!/^\d+$/.test(digits)) throw new Error(`${digits} is not a number`);
  return Number(digits);
}

/** What is known so far, for the line of progress and the last line. */
interface Tally {
  blocks: number;
  refused: number;
  executions: number;
}

function describe(
  family: Family,
  seed: number,
  title: string,
  { schedule, difference }: FoundDifference,
): string {
  const { mechanism, workers, jitterSeed, reader, listsAccesses, told } = schedule;
  const show = (value: unknown) =>
    JSON.stringify(value, (_, inner) => (typeof inner === 'bigint' ? `${inner}n` : inner))?.slice(0, 400);
  return [
    `DIFFERENCE in block ${seed} of family ${family} (${title})`,
    `  ${mechanism}, ${workers} workers, jitter seed ${jitterSeed}, state reader ${reader}, ${listsAccesses ? '' : 'no '}access list, told ${told}`,
    `  at ${difference.path}`,
    `  serial:   ${show(difference.expected)}`,
    `  parallel: ${show(difference.actual)}`,
  ].join('\n');
}

/** 5 minutes for all schedules of a block, of which each takes milliseconds: then one has lost its way. */
const HANG_MS = 300_000;

/** Workers that do not come back keep the process from ending in good order. */
function giveUp(family: Family, seed: number, title: string, schedule: Schedule | undefined): never {
  process.stdout.write(`HANG in block ${seed} of family ${family} (${title}), ${JSON.stringify(schedule)}\n`);
  process.exit(1);
}

/** Compares blocks until one differs, all are done or time is up; returns what to say of a difference. */
async function search(settings: Settings, comparator: Comparator, tally: Tally): Promise<string | undefined> {
  const ends = performance.now() + 1000 * settings.seconds;
  for (let seed = settings.from; seed < settings.from + settings.count; seed++) {
    for (const family of settings.families) {
      if (performance.now() > ends) return undefined;
      const { block, state, title } = blockOfSeed(family, seed);
      const schedules = schedulesFor(seed, settings);
      const watchdog = setTimeout(() => giveUp(family, seed, title, comparator.current), HANG_MS);
      const { expected, found } = await comparator.compare(block, state, schedules);
      clearTimeout(watchdog);
      tally.blocks++;
      tally.executions += schedules.length;
      if (expected.kind === 'refused') tally.refused++;
      if (found && settings.keep) keepSeed(family, seed);
      if (found) return describe(family, seed, title, found);
    }
    progress(seed, tally);
  }
  return undefined;
}

function sentence({ blocks, refused, executions }: Tally): string {
  return `${blocks} blocks (${refused} of them invalid), ${executions} parallel executions`;
}

let shownAt = 0;

/** A line that overwrites itself on a terminal, and one a minute elsewhere. */
function progress(seed: number, tally: Tally): void {
  const now = performance.now();
  if (now - shownAt < (process.stderr.isTTY ? 200 : 60_000)) return;
  shownAt = now;
  process.stderr.write(
    `${process.stderr.isTTY ? '\r' : ''}seed ${seed}: ${sentence(tally)}${process.stderr.isTTY ? '' : '\n'}`,
  );
}

/** Runs the command line; returns the exit code. */
export async function main(args: string[]): Promise<number> {
  const settings = settingsOf(args);
  if (settings === undefined) {
    process.stdout.write(`${help}\n`);
    return 0;
  }
  const comparator = new Comparator();
  const tally: Tally = { blocks: 0, refused: 0, executions: 0 };
  try {
    const difference = await search(settings, comparator, tally);
    process.stdout.write(`${difference ?? 'no difference'}\n${sentence(tally)}\n`);
    return difference === undefined ? 0 : 1;
  } finally {
    await comparator.close();
  }
}

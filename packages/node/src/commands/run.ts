import { type Engine, loadEngine, type Mechanism, mechanisms } from '../engine.ts';
import { CliError, exitCodes } from '../errors.ts';
import { findBlockFiles } from '../input/findBlockFiles.ts';
import { readBlockFile } from '../input/readBlockFile.ts';
import { startProgress } from '../output/progress.ts';
import { runJson } from '../output/runJson.ts';
import { runSummary } from '../output/runSummary.ts';
import { runTable } from '../output/runTable.ts';
import { findMissingState } from '../run/missingState.ts';
import { type BlockRuns, isGood, type Plan, runBlock } from '../run/runBlock.ts';
import type { Terminal } from '../terminal.ts';
import { type Command, type CommandPage, oneOf, parseFlags, wholeNumber, workerCount } from './command.ts';

const page = {
  name: 'run',
  operands: 'FILE… [options]',
  about:
    'Executes block files (.json or .json.gz; of a folder, all in it) and compares the results with the\n' +
    "blocks' headers and with the serial execution. Exit code 0 only if every verdict holds.",
  flags: {
    mechanism: { placeholder: 'NAME', about: `${mechanisms.join(', ')}, or all (the default).` },
    workers: { placeholder: 'N', about: 'Worker threads; by default one for each core.' },
    repeat: { placeholder: 'N', about: 'Executions per mechanism; times are their median. Default 1.' },
    jitter: { placeholder: 'SEED', about: 'Random delays at scheduling points, to try other schedules.' },
    json: { about: 'The result as JSON on stdout instead of a table.' },
  },
  examples: [
    'heddle run ../shared/mainnet',
    'heddle run block.json.gz --mechanism optimistic --workers 8 --json',
  ],
} as const satisfies CommandPage;

/**
 * Executions before the timed ones. Without any, the mechanism that runs first pays for bringing the state into the
 * shared memory, and in the first block for unoptimised code: serial execution came out 3 times too slow.
 */
const FIRST_WARM_UP = 5;
const LATER_WARM_UP = 1;

/** What the options say, checked. */
interface Settings extends Omit<Plan, 'pool' | 'signal'> {
  isJson: boolean;
}

function settingsOf(values: ReturnType<typeof parseFlags<typeof page>>['values']): Settings {
  const chosen = oneOf('mechanism', values.mechanism, [...mechanisms, 'all'] as const) ?? 'all';
  return {
    mechanisms: chosen === 'all' ? mechanisms : [chosen satisfies Mechanism],
    workers: workerCount(values.workers),
    repeat: wholeNumber('repeat', values.repeat, { from: 1, to: 1_000_000, otherwise: 1 }),
    jitterSeed:
      values.jitter === undefined
        ? undefined
        : wholeNumber('jitter', values.jitter, { from: 0, to: 2 ** 31 - 1, otherwise: 0 }),
    isJson: values.json === true,
  };
}

/** Names the file in errors of the engine, and says so when the file left out what the block reads. */
async function runFile(engine: Engine, path: string, plan: Plan): Promise<BlockRuns> {
  const file = await readBlockFile(path);
  const explain = (error: unknown) => {
    if (error instanceof Error && 'facts' in error) error.message = `${path}: ${error.message}`;
    return error;
  };
  let loaded: ReturnType<Engine['load']>;
  try {
    loaded = engine.load(file);
  } catch (error) {
    throw explain(error);
  }
  const outcome = await runBlock(engine, loaded, plan).catch((error: unknown) => ({ error }));
  if (!('error' in outcome) && isGood(outcome)) return outcome;
  plan.signal.throwIfAborted();
  const missing = await findMissingState(engine, file);
  if (missing !== undefined) {
    throw new CliError(
      `${path}: preState lacks ${missing}, which block ${loaded.block.header.number} needs. Add it to the file.`,
    );
  }
  if ('error' in outcome) throw explain(outcome.error);
  return outcome;
}

async function runFiles(engine: Engine, files: string[], settings: Settings, terminal: Terminal) {
  const pool = await engine.createPool({ workers: settings.workers });
  const progress = startProgress(terminal);
  try {
    const blocks: BlockRuns[] = [];
    for (const [index, path] of files.entries()) {
      progress.update(index / files.length, `${index} of ${files.length} blocks: ${path}`);
      const warmUp = index === 0 ? FIRST_WARM_UP : LATER_WARM_UP;
      blocks.push(await runFile(engine, path, { ...settings, warmUp, pool, signal: terminal.signal }));
    }
    return blocks;
  } finally {
    progress.stop();
    await pool.close();
  }
}

/** `heddle run` over a given engine. Nothing is printed before all blocks have run: no half of a result. */
export async function runWith(
  engine: () => Promise<Engine>,
  args: string[],
  terminal: Terminal,
): Promise<number> {
  const { values, operands } = parseFlags(page, args);
  const settings = settingsOf(values);
  const files = await findBlockFiles(operands);
  const blocks = await runFiles(await engine(), files, settings, terminal);
  const { colors } = terminal;
  terminal.out(
    settings.isJson
      ? runJson(blocks)
      : `${runTable(blocks, colors)}\n${runSummary(blocks, settings.workers, colors)}`,
  );
  return blocks.every(isGood) ? exitCodes.success : exitCodes.failure;
}

export const run: Command = { page, run: (args, terminal) => runWith(loadEngine, args, terminal) };

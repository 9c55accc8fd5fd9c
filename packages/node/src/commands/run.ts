import { type Engine, loadEngine, type Mechanism, mechanisms } from '../engine.ts';
import { exitCodes } from '../errors.ts';
import { findBlockFiles } from '../input/findBlockFiles.ts';
import { runJson } from '../output/runJson.ts';
import { runSummary } from '../output/runSummary.ts';
import { runTable } from '../output/runTable.ts';
import { isGood, type Plan, runBlock } from '../run/runBlock.ts';
import type { Terminal } from '../terminal.ts';
import { type Command, type CommandPage, oneOf, parseFlags, wholeNumber, workerCount } from './command.ts';
import { onEachBlock } from './eachBlock.ts';

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

/** `heddle run` over a given engine. Nothing is printed before all blocks have run: no half of a result. */
export async function runWith(
  engine: () => Promise<Engine>,
  args: string[],
  terminal: Terminal,
): Promise<number> {
  const { values, operands } = parseFlags(page, args);
  const settings = settingsOf(values);
  const files = await findBlockFiles(operands);
  const blocks = await onEachBlock(
    await engine(),
    files,
    settings.workers,
    terminal,
    ({ engine: heddle, loaded, ...turn }) => runBlock(heddle, loaded, { ...settings, ...turn }),
    isGood,
  );
  const { colors } = terminal;
  terminal.out(
    settings.isJson
      ? runJson(blocks)
      : `${runTable(blocks, colors)}\n${runSummary(blocks, settings.workers, colors)}`,
  );
  return blocks.every(isGood) ? exitCodes.success : exitCodes.failure;
}

export const run: Command = { page, run: (args, terminal) => runWith(loadEngine, args, terminal) };

import { createRequire } from 'node:module';
import type { Command } from './commands/command.ts';
import { helpOf, overview } from './commands/help.ts';
import { describeError, exitCodes, UsageError } from './errors.ts';
import { processTerminal, type Terminal } from './terminal.ts';

interface Entry {
  summary: string;
  /** Loaded when asked for: `--help` need not wait for the engine. */
  load(): Promise<Command>;
}

const commands: Record<string, Entry> = {
  run: {
    summary: 'Execute block files and check the result against their headers.',
    load: async () => (await import('./commands/run.ts')).run,
  },
  explain: {
    summary: 'Say what keeps blocks from being parallel: locations, functions, critical path.',
    load: async () => (await import('./commands/explain.ts')).explain,
  },
  simulate: {
    summary: 'Say what blocks would take under each mechanism on other numbers of cores.',
    load: async () => (await import('./commands/simulate.ts')).simulate,
  },
  compare: {
    summary: 'Execute blocks under every mechanism and show them side by side.',
    load: async () => (await import('./commands/compare.ts')).compare,
  },
  test: {
    summary: 'Run official state and blockchain test fixtures.',
    load: async () => (await import('./commands/test.ts')).test,
  },
  init: {
    summary: 'Make a chain in a folder from a genesis.json.',
    load: async () => (await import('./commands/init.ts')).init,
  },
  import: {
    summary: 'Import blocks into a chain.',
    load: async () => (await import('./commands/import.ts')).importBlocks,
  },
  export: {
    summary: 'Write the blocks of a chain into a file.',
    load: async () => (await import('./commands/export.ts')).exportBlocks,
  },
  inspect: {
    summary: 'Show a block, an account, a slot or the sizes of a chain.',
    load: async () => (await import('./commands/inspect.ts')).inspect,
  },
  verify: {
    summary: 'Check everything that a chain on disk holds.',
    load: async () => (await import('./commands/verify.ts')).verify,
  },
  bench: {
    summary: 'Measure Heddle beside the peers that are installed.',
    load: async () => (await import('./commands/bench.ts')).bench,
  },
  sample: {
    summary: 'Execute a generated block and draw what the workers did (the default).',
    load: async () => (await import('./commands/sample.ts')).sample,
  },
};

function version(): string {
  return (createRequire(import.meta.url)('../package.json') as { version: string }).version;
}

/** The first argument names the command; options alone belong to the sample. */
async function dispatch(args: string[], terminal: Terminal): Promise<number> {
  const [first, ...rest] = args;
  if (first === '--version') {
    terminal.out(`${version()}\n`);
    return exitCodes.success;
  }
  if (first === '--help' || first === '-h' || first === 'help') {
    terminal.out(overview(Object.entries(commands).map(([name, { summary }]) => [name, summary] as const)));
    return exitCodes.success;
  }
  const isNamed = first !== undefined && !first.startsWith('-');
  const name = isNamed ? first : 'sample';
  const entry = Object.hasOwn(commands, name) ? commands[name] : undefined;
  if (entry === undefined) {
    throw new UsageError(`Unknown command '${name}'. It is one of ${Object.keys(commands).join(', ')}.`);
  }
  const command = await entry.load();
  const own = isNamed ? rest : args;
  if (own.includes('--help') || own.includes('-h')) {
    terminal.out(helpOf(command.page));
    return exitCodes.success;
  }
  return command.run(own, terminal);
}

/** Prints what was thrown, as one line on stderr, and returns the exit code. */
function report(error: unknown, terminal: Pick<Terminal, 'err'>, isInterrupted: boolean): number {
  const { text, exitCode } = describeError(error, isInterrupted, process.env.HEDDLE_DEBUG === '1');
  terminal.err(`${text}\n`);
  return exitCode;
}

/**
 * The command line of Heddle. Never throws: a failure is one line on stderr and an exit code.
 * @param args The arguments after `heddle`.
 */
export async function main(args: string[], terminal: Terminal = processTerminal()): Promise<number> {
  try {
    return await dispatch(args, terminal);
  } catch (error) {
    return report(error, terminal, terminal.signal.aborted);
  }
}

/** Ends the process for an error that nobody awaited, as `main` would have: a bug, but still one line. */
export function crash(error: unknown): void {
  process.exit(report(error, { err: (text) => void process.stderr.write(text) }, false));
}

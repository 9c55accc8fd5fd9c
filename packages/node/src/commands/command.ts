import { availableParallelism } from 'node:os';
import { parseArgs } from 'node:util';
import { UsageError } from '../errors.ts';
import type { Terminal } from '../terminal.ts';

/** An option of a command: with a placeholder it takes a value (`--workers N`), without it is a switch. */
export interface Flag {
  placeholder?: string;
  /** May be given several times. */
  isMultiple?: true;
  about: string;
}

/** What `heddle COMMAND --help` shows, and what the parser accepts: one table for both. */
export interface CommandPage {
  /** `run`; empty for no command at all. */
  name: string;
  /** What follows the name: `FILE… [options]`. */
  operands: string;
  about: string;
  flags: Readonly<Record<string, Flag>>;
  examples: readonly string[];
}

export interface Command {
  page: CommandPage;
  /** Resolves with the exit code; throws CliError, HeddleError, or, for a bug, anything. */
  run(args: string[], terminal: Terminal): Promise<number>;
}

/** The parsed command line of a page: an absent option is undefined. */
export interface Parsed<P extends CommandPage> {
  values: {
    [Name in keyof P['flags']]?: P['flags'][Name] extends { isMultiple: true }
      ? string[]
      : P['flags'][Name] extends { placeholder: string }
        ? string
        : boolean;
  };
  operands: string[];
}

/** `heddle run`, as a person types it. */
export const commandName = (page: CommandPage): string => `heddle ${page.name}`.trim();

/** The parser's first sentence, and where the options are explained. */
function usageError(page: CommandPage, message: string): UsageError {
  const sentence = message.split(/\.\s|\n/)[0]!.replace(/\.$/, '');
  return new UsageError(`${sentence}. See ${commandName(page)} --help.`);
}

/** @throws {UsageError} for an unknown option, a missing value, or operands where the page has none. */
export function parseFlags<P extends CommandPage>(page: P, args: string[]): Parsed<P> {
  const options = Object.fromEntries(
    Object.entries(page.flags).map(([name, flag]) => [
      name,
      {
        type: flag.placeholder ? ('string' as const) : ('boolean' as const),
        multiple: flag.isMultiple === true,
      },
    ]),
  );
  const takesOperands = /^[A-Z]/.test(page.operands);
  try {
    const { values, positionals } = parseArgs({ args, options, allowPositionals: takesOperands });
    return { values: values as Parsed<P>['values'], operands: positionals };
  } catch (error) {
    throw usageError(page, (error as Error).message);
  }
}

/**
 * A whole number between two bounds, both included.
 * @throws {UsageError} for anything else.
 */
export function wholeNumber(
  flag: string,
  text: string | undefined,
  bounds: { from: number; to: number; otherwise: number },
): number {
  if (text === undefined) return bounds.otherwise;
  const value = Number(text);
  if (/^\d+$/.test(text) && value >= bounds.from && value <= bounds.to) return value;
  throw new UsageError(
    `--${flag} takes a whole number from ${bounds.from} to ${bounds.to}, not '${text}'. Write --${flag} ${bounds.from}.`,
  );
}

/**
 * Whole numbers between two bounds, separated by commas, in ascending order and each once.
 * @throws {UsageError} for anything else.
 */
export function wholeNumbers(
  flag: string,
  text: string | undefined,
  bounds: { from: number; to: number; otherwise: readonly number[] },
): number[] {
  if (text === undefined) return [...bounds.otherwise];
  const values = text.split(',').map((part) => {
    const value = Number(part);
    if (/^\d+$/.test(part) && value >= bounds.from && value <= bounds.to) return value;
    throw new UsageError(
      `--${flag} takes whole numbers from ${bounds.from} to ${bounds.to}, separated by commas, not '${text}'. Write --${flag} ${bounds.otherwise.join(',')}.`,
    );
  });
  return [...new Set(values)].sort((a, b) => a - b);
}

/** As `maxWorkers` of the engine, which `--help` and a wrong option should not wait for. */
export const MAX_WORKERS = 32;

/**
 * The value of `--workers`; by default one for each core.
 * @throws {UsageError} for anything but a whole number that the engine accepts.
 */
export function workerCount(text: string | undefined): number {
  const otherwise = Math.min(availableParallelism(), MAX_WORKERS);
  return wholeNumber('workers', text, { from: 1, to: MAX_WORKERS, otherwise });
}

/** @throws {UsageError} that names the choices when `text` is none of them. */
export function oneOf<T extends string>(
  flag: string,
  text: string | undefined,
  choices: readonly T[],
): T | undefined {
  if (text === undefined) return undefined;
  const found = choices.find((choice) => choice === text);
  if (found !== undefined) return found;
  throw new UsageError(`--${flag} is unknown: '${text}'. It is one of ${choices.join(', ')}.`);
}

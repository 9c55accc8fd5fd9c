import { inspect } from 'node:util';

/** Exit codes of `heddle`. */
export const exitCodes = { success: 0, failure: 1, usage: 2, interrupted: 130 } as const;

/** Something a person can put right: a broken file, a wrong path. One line: what and where, then what to do. */
export class CliError extends Error {
  readonly exitCode: number = exitCodes.failure;

  constructor(message: string, options?: ErrorOptions) {
    super(message, options);
    this.name = new.target.name;
  }
}

/** A command line that cannot be understood. */
export class UsageError extends CliError {
  override readonly exitCode = exitCodes.usage;
}

/** What to print for an error and how to end. */
export interface ErrorReport {
  /** One line; more only with `HEDDLE_DEBUG=1`. */
  text: string;
  exitCode: number;
}

/** By shape and not by class: the engine is loaded only by the commands that need it. */
function isHeddleError(error: unknown): error is Error & { code: string } {
  return error instanceof Error && 'code' in error && 'facts' in error;
}

const oneLine = (text: string) => text.replace(/\s*\n\s*/g, ' ').trim();

/**
 * Turns whatever was thrown into one line and an exit code. A person's mistake has no stack trace; a bug of
 * Heddle says that it is one and shows its stack with `HEDDLE_DEBUG=1`.
 */
export function describeError(error: unknown, isInterrupted: boolean, isDebugging: boolean): ErrorReport {
  if (isInterrupted) return { text: 'Interrupted.', exitCode: exitCodes.interrupted };
  if (error instanceof CliError)
    return { text: `Error: ${oneLine(error.message)}`, exitCode: error.exitCode };
  if (isHeddleError(error)) {
    return { text: `Error: ${oneLine(error.message)} (${error.code})`, exitCode: exitCodes.failure };
  }
  const message = oneLine(error instanceof Error ? `${error.name}: ${error.message}` : inspect(error));
  const hint = isDebugging ? '' : ' Set HEDDLE_DEBUG=1 for the stack trace.';
  const stack = isDebugging && error instanceof Error ? `\n${error.stack}` : '';
  return {
    text: `Error: ${message} (this is a bug of Heddle, please report it.${hint})${stack}`,
    exitCode: exitCodes.failure,
  };
}

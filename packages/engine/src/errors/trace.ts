import { HeddleError } from '../errors.ts';

/** A trace grew larger than it may. Code TRACE_TOO_LARGE. */
export class TraceTooLargeError extends HeddleError {
  constructor(facts: { steps: number; maxChars: number }) {
    super(
      'TRACE_TOO_LARGE',
      `The trace is above ${facts.maxChars} characters after ${facts.steps} instructions. Leave out stack or memory, set a limit, or take the logs one by one (onLog).`,
      facts,
    );
  }
}

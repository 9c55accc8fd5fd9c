import { HeddleError } from '@heddle/engine';
import { expect, test } from 'vitest';
import { CliError, describeError, UsageError } from './errors.ts';

test.each([
  [new CliError('a.json: broken.'), 'Error: a.json: broken.', 1],
  [new UsageError('Unknown option.'), 'Error: Unknown option.', 2],
  [
    new HeddleError('NONCE_TOO_LOW', 'Transaction 3: too low.'),
    'Error: Transaction 3: too low. (NONCE_TOO_LOW)',
    1,
  ],
  [new CliError('two\n  lines'), 'Error: two lines', 1],
])('%s is one line', (error, text, exitCode) => {
  expect(describeError(error, false, false)).toEqual({ text, exitCode });
});

test('whatever is thrown after Ctrl-C is an interruption', () => {
  expect(describeError(new Error('aborted'), true, false)).toEqual({ text: 'Interrupted.', exitCode: 130 });
});

test('anything else is a bug and says so, with its stack only on demand', () => {
  const quiet = describeError(new TypeError('x is undefined'), false, false);
  expect(quiet.text).toBe(
    'Error: TypeError: x is undefined (this is a bug of Heddle, please report it. Set HEDDLE_DEBUG=1 for the stack trace.)',
  );
  expect(quiet.exitCode).toBe(1);
  const loud = describeError(new TypeError('x is undefined'), false, true);
  expect(loud.text).toMatch(/please report it\.\)\nTypeError: x is undefined\n\s+at /);
  expect(describeError('odd', false, false).text).toMatch(/^Error: 'odd' \(this is a bug/);
});

import { maxWorkers } from '@heddle/engine';
import { expect, test } from 'vitest';
import {
  type CommandPage,
  MAX_WORKERS,
  oneOf,
  parseFlags,
  wholeNumber,
  wholeNumbers,
  workerCount,
} from './command.ts';

const page = {
  name: 'weave',
  operands: 'FILE… [options]',
  about: '',
  flags: { workers: { placeholder: 'N', about: '' }, json: { about: '' } },
  examples: [],
} as const satisfies CommandPage;

test('values, switches and operands, in any order', () => {
  const parsed = parseFlags(page, ['a', '--workers', '3', 'b', '--json']);
  expect(parsed).toEqual({ values: { workers: '3', json: true }, operands: ['a', 'b'] });
  expect(parseFlags(page, ['--workers=3']).values.workers).toBe('3');
});

test.each([
  [['--wrokers', '3'], "Unknown option '--wrokers'. See heddle weave --help."],
  [['--workers'], "Option '--workers <value>' argument missing. See heddle weave --help."],
  [['--json=yes'], "Option '--json' does not take an argument. See heddle weave --help."],
])('%s is a usage error of one sentence', (args, message) => {
  expect(() => parseFlags(page, args)).toThrow(expect.objectContaining({ message, exitCode: 2 }));
});

test('a page without operands takes none', () => {
  expect(() => parseFlags({ ...page, operands: '[options]' }, ['a'])).toThrow("Unexpected argument 'a'");
});

test.each(['0', '9', '-1', '1.5', '1e1', '', 'x'])("a number from 1 to 8 is not '%s'", (text) => {
  expect(() => wholeNumber('workers', text, { from: 1, to: 8, otherwise: 2 })).toThrow(
    `--workers takes a whole number from 1 to 8, not '${text}'.`,
  );
});

test('as many workers as the engine takes', () => {
  expect(MAX_WORKERS).toBe(maxWorkers);
  expect(workerCount('32')).toBe(32);
  expect(() => workerCount('33')).toThrow("--workers takes a whole number from 1 to 32, not '33'.");
  expect(workerCount(undefined)).toBeGreaterThan(0);
});

test('an option that may be given several times gives a list', () => {
  const several = { ...page, flags: { file: { placeholder: 'FILE', isMultiple: true, about: '' } } } as const;
  expect(parseFlags(several, ['--file', 'a', '--file=b']).values.file).toEqual(['a', 'b']);
  expect(parseFlags(several, []).values.file).toBeUndefined();
});

test('lists of numbers', () => {
  const bounds = { from: 1, to: 128, otherwise: [1, 2] };
  expect(wholeNumbers('cores', '8,1,2,8', bounds)).toEqual([1, 2, 8]);
  expect(wholeNumbers('cores', undefined, bounds)).toEqual([1, 2]);
  for (const text of ['', '0', '1,', '1,129', '1;2', 'x'])
    expect(() => wholeNumbers('cores', text, bounds)).toThrow(`not '${text}'. Write --cores 1,2.`);
});

test('numbers, defaults and choices', () => {
  expect(wholeNumber('workers', '8', { from: 1, to: 8, otherwise: 2 })).toBe(8);
  expect(wholeNumber('workers', undefined, { from: 1, to: 8, otherwise: 2 })).toBe(2);
  expect(oneOf('fork', 'a', ['a', 'b'])).toBe('a');
  expect(oneOf('fork', undefined, ['a', 'b'])).toBeUndefined();
  expect(() => oneOf('fork', 'c', ['a', 'b'])).toThrow("--fork is unknown: 'c'. It is one of a, b.");
});

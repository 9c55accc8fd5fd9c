import { expect, test } from 'vitest';
import { readSources } from './sources.ts';

/** A longer file holds two ideas. Tables, generated files and the opcode switch are one idea at any length. */
const maxLines = 300;
const exempt = new Set([
  'packages/evm/src/hardforks.ts',
  'packages/evm/src/opcodes.ts',
  'packages/evm/assembly/layout.ts',
  'packages/evm/assembly/interpreter.ts',
]);

test(`no file is longer than ${maxLines} lines`, () => {
  const long = readSources()
    .map(({ path, text }) => ({ path, lines: text.split('\n').length - 1 }))
    .filter(({ path, lines }) => lines > maxLines && !exempt.has(path) && !path.includes('.generated.'))
    .map(({ path, lines }) => `${path}: ${lines}`);
  expect(long).toEqual([]);
});

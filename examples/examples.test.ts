import { readFileSync } from 'node:fs';
import { expect, test, vi } from 'vitest';

test('a block on all cores', async () => {
  const log = vi.spyOn(console, 'log').mockImplementation(() => undefined);
  await import('./execute-block.ts');
  const lines = log.mock.calls.map(([line]) => String(line));
  log.mockRestore();
  expect(lines[0]).toMatch(/^500 transactions, 0 failed, \d+ gas in [\d.]+ ms$/);
  expect(lines[1]).toMatch(/^optimistic on \d+ workers, \d+ executions repeated$/);
});

test('the README shows the example as it is', () => {
  const read = (path: string) => readFileSync(new URL(path, import.meta.url), 'utf8');
  const code = read('execute-block.ts').replace(/^\/\*\*.*\*\/\n/, '');
  expect(read('../README.md')).toContain(code);
});

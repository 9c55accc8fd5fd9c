/** DUPN, SWAPN and EXCHANGE reach as deep as the byte behind them says (EIP-8024). */
import { expect, test } from 'vitest';
import { runCode, wordOf } from './runCode.ts';

/** Pushes 1, 2, … `count`. */
function pushes(count: number): string {
  return Array.from({ length: count }, (_, i) => i + 1).join(' ');
}

/** Pops words and leaves what is below them on top. */
function pops(count: number): string {
  return 'POP '.repeat(count);
}

test.each([
  ['#80', 17],
  ['#ff', 144],
  ['#00', 145],
  ['#5a', 235],
])('DUPN %s copies word %i', async (byte, depth) => {
  expect(await wordOf(`${pushes(240)} DUPN ${byte}`, 'amsterdam')).toBe(BigInt(240 - depth + 1));
});

test.each([
  ['#80', 17],
  ['#00', 145],
  ['#5a', 235],
])('SWAPN %s exchanges the top with the word %i below it', async (byte, depth) => {
  const source = `${pushes(240)} SWAPN ${byte}`;
  expect(await wordOf(source, 'amsterdam')).toBe(BigInt(240 - depth));
  expect(await wordOf(`${source} ${pops(depth)}`, 'amsterdam')).toBe(240n);
});

test.each([
  ['#8e', 1, 2],
  ['#8f', 1, 29],
  ['#80', 1, 16],
  ['#9d', 2, 3],
  ['#51', 14, 15],
  ['#00', 9, 16],
])('EXCHANGE %s exchanges words %i and %i below the top', async (byte, n, m) => {
  const source = `${pushes(40)} EXCHANGE ${byte}`;
  expect(await wordOf(`${source} ${pops(n)}`, 'amsterdam')).toBe(BigInt(40 - m));
  expect(await wordOf(`${source} ${pops(m)}`, 'amsterdam')).toBe(BigInt(40 - n));
  expect(await wordOf(source, 'amsterdam')).toBe(40n);
});

test.each([
  ['DUPN #80', 17, 4n + 2n],
  ['SWAPN #80', 18, 4n + 2n],
  ['EXCHANGE #8e', 3, 4n + 2n],
])('%s needs %i words', async (source, words) => {
  const plenty = await runCode(`${pushes(words)} ${source}`, 'amsterdam');
  expect(plenty).toMatchObject({ succeeded: true, gas: 3n * BigInt(words) + 3n });
  expect(await runCode(`${pushes(words - 1)} ${source}`, 'amsterdam')).toMatchObject({ succeeded: false });
});

test('DUPN needs room for one word more', async () => {
  const full = (count: number) => `${pushes(20)} ${'DUP1 '.repeat(count - 20)} DUPN #80`;
  expect(await runCode(full(1023), 'amsterdam')).toMatchObject({ succeeded: true });
  expect(await runCode(full(1024), 'amsterdam')).toMatchObject({ succeeded: false });
});

test.each(['DUPN #5b', 'DUPN #7f', 'SWAPN #5b', 'SWAPN #7f', 'EXCHANGE #52', 'EXCHANGE #7f'])(
  '%s names no depth',
  async (source) => {
    expect(await runCode(`${pushes(240)} ${source}`, 'amsterdam')).toMatchObject({ succeeded: false });
  },
);

test('the byte behind the last one of the code is 0', async () => {
  expect(await runCode(`${pushes(145)} DUPN`, 'amsterdam')).toMatchObject({ succeeded: true });
  expect(await runCode(`${pushes(144)} DUPN`, 'amsterdam')).toMatchObject({ succeeded: false });
});

test('a JUMPDEST behind them stays one', async () => {
  expect(await wordOf('@there JUMP DUPN there: 7', 'amsterdam')).toBe(7n);
});

test.each(['DUPN #80', 'SWAPN #80', 'EXCHANGE #8e'])('%s does not exist before Amsterdam', async (source) => {
  const run = await runCode(`${pushes(20)} ${source}`, 'bpo2');
  expect(run).toMatchObject({ succeeded: false, gas: 1_000_000n });
});

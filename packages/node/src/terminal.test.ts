import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { expect, test } from 'vitest';

const built = new URL('../dist/terminal.js', import.meta.url).href;

/** Starts a process that runs `code` with `terminal` at hand, its streams as pipes. */
function start(code: string, env: Record<string, string> = {}) {
  const script = `import { processTerminal } from '${built}'; const terminal = processTerminal(); ${code}`;
  const { NO_COLOR: _no, FORCE_COLOR: _force, ...rest } = process.env;
  const child = spawn(process.execPath, ['--input-type=module', '-e', script], { env: { ...rest, ...env } });
  const next = async () => String((await once(child.stdout, 'data'))[0]);
  return { child, next, end: once(child, 'close') };
}

test.skipIf(process.platform === 'win32')(
  'the first Ctrl-C asks for an end, the second one ends',
  async () => {
    const { child, next, end } = start(
      "terminal.signal.addEventListener('abort', () => terminal.out('aborted')); terminal.out('ready'); setInterval(() => {}, 1000);",
    );
    expect(await next()).toBe('ready');
    child.kill('SIGINT');
    expect(await next()).toBe('aborted');
    child.kill('SIGINT');
    expect(await end).toEqual([130, null]);
  },
);

test.each<[env: Record<string, string>, isColored: boolean]>([
  [{}, false],
  [{ FORCE_COLOR: '1' }, true],
  [{ FORCE_COLOR: '0' }, false],
  [{ FORCE_COLOR: '1', NO_COLOR: '1' }, false],
])('into a pipe with %j', async (env, isColored) => {
  const { next, end } = start(
    "terminal.out(terminal.colors.red('x') + terminal.isWatched + terminal.columns)",
    env,
  );
  expect(await next()).toBe(`${isColored ? '\x1b[31mx\x1b[39m' : 'x'}false100`);
  await end;
});

test('a reader that goes away is no failure', async () => {
  const { child, end } = start(
    "for (let i = 0; i < 1000; i++) terminal.out('x'.repeat(1000)); setTimeout(() => {}, 100)",
  );
  child.stdout.destroy();
  expect(await end).toEqual([0, null]);
});

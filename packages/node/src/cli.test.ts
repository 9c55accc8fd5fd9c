import { spawn } from 'node:child_process';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { gzipSync } from 'node:zlib';
import { afterAll, beforeAll, expect, test } from 'vitest';

const binary = fileURLToPath(new URL('../bin/heddle.mjs', import.meta.url));
let folder: string;

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'heddle-cli-'));
});
afterAll(() => rm(folder, { recursive: true }));

/** Starts the built command line as a person would, with the standard streams as pipes. */
function heddle(...args: string[]): Promise<{ exitCode: number | null; out: string; err: string }> {
  const child = spawn(process.execPath, [binary, ...args], { env: { ...process.env, FORCE_COLOR: '' } });
  const written = { out: '', err: '' };
  child.stdout.on('data', (data) => {
    written.out += data;
  });
  child.stderr.on('data', (data) => {
    written.err += data;
  });
  return new Promise((resolve) => child.on('close', (exitCode) => resolve({ exitCode, ...written })));
}

test('--version and --help', async () => {
  expect(await heddle('--version')).toMatchObject({
    exitCode: 0,
    out: expect.stringMatching(/^\d+\.\d+\.\d+\n$/),
  });
  const help = await heddle('--help');
  expect(help).toMatchObject({ exitCode: 0, err: '' });
  for (const command of ['run', 'test', 'bench', 'sample'])
    expect(help.out).toMatch(new RegExp(`^  ${command} `, 'm'));
});

test.each(['run', 'test', 'bench', 'sample'])('%s --help names its options', async (command) => {
  const { exitCode, out, err } = await heddle(command, '--help');
  expect([exitCode, err]).toEqual([0, '']);
  expect(out).toMatch(new RegExp(`^Usage: heddle ${command} `));
  expect(out).toMatch(/^ {2}--workers N {2,}\S/m);
});

test.each([
  [
    ['weave'],
    "Error: Unknown command 'weave'. It is one of run, explain, simulate, compare, test, init, import, export, inspect, verify, bench, sample.",
  ],
  [['--wrokers', '2'], "Error: Unknown option '--wrokers'. See heddle sample --help."],
  [['run'], 'Error: Which blocks? Name at least one block file or folder. See heddle run --help.'],
  [
    ['run', 'a.json', '--workers', 'two'],
    "Error: --workers takes a whole number from 1 to 32, not 'two'. Write --workers 1.",
  ],
  [
    ['run', 'a.json', '--json', '--repeat', '0'],
    "Error: --repeat takes a whole number from 1 to 1000000, not '0'. Write --repeat 1.",
  ],
  [['test'], 'Error: Which fixtures? Name at least one file or folder. See heddle test --help.'],
  [['test', 'a', '--fork', 'atlantis'], /^Error: --fork is unknown: 'atlantis'\. It is one of frontier, /],
  [
    ['bench', 'everything'],
    "Error: Which benchmark? It is one of loops, blocks, mainnet, mechanisms, kernels, import, root, not 'everything'.",
  ],
  [
    ['sample', '--contention', '2'],
    "Error: --contention takes a number from 0 to 1, not '2'. Write --contention 0.5.",
  ],
  [
    ['sample', '--hardfork', 'berlin'],
    /^Error: a sample block needs a hardfork from london on, not berlin\./,
  ],
] as const)('%j is one line on stderr and exit code 2', async (args, line) => {
  const { exitCode, out, err } = await heddle(...args);
  expect([exitCode, out]).toEqual([2, '']);
  expect(err).toMatch(/^[^\n]+\n$/);
  if (typeof line === 'string') expect(err).toBe(`${line}\n`);
  else expect(err).toMatch(line);
});

test.each<[name: string, content: string | Uint8Array, line: string]>([
  ['absent.json', '', 'no such file or folder'],
  ['empty.json', '', 'the file is empty'],
  ['broken.json', '{"chainId"', 'not JSON'],
  ['broken.json.gz', gzipSync('{}').subarray(0, 12), 'broken gzip data'],
  ['foreign.json', '{"header": {}}', "'block' is missing"],
])('run %s is one line on stderr and exit code 1, stdout stays empty', async (name, content, line) => {
  const path = join(folder, name);
  if (!name.startsWith('absent')) await writeFile(path, content);
  const { exitCode, out, err } = await heddle('run', path, '--json', '--workers', '1');
  expect([exitCode, out]).toEqual([1, '']);
  expect(err.startsWith(`Error: ${path}: ${line}`)).toBe(true);
  expect(err).toMatch(/^[^\n]+\n$/);
});

/**
 * Makes a checkout ready to run: installs when node_modules does not hold what package-lock.json says, builds
 * when something built is missing or older than its sources. Does nothing, in milliseconds, when all is there.
 * Uses node alone, since nothing is installed yet on a fresh clone.
 */
import { spawnSync } from 'node:child_process';
import { existsSync, readdirSync, readFileSync, rmSync, statSync, utimesSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';

export const root = fileURLToPath(new URL('..', import.meta.url));

const packages = ['evm', 'engine', 'chain', 'node'];

/** tsc notes here what it built, after errors too: a note that must not outlive a build that failed. */
const buildNote = (name) => `packages/${name}/dist/.tsbuildinfo`;

/** Ends the process with the exit code of npm when npm fails: it has printed the reason. */
function npm(why, ...args) {
  process.stderr.write(`${why}: npm ${args.join(' ')}\n`);
  // The output of npm goes to stderr: stdout belongs to the command that runs next.
  const { status } = spawnSync('npm', args, {
    cwd: root,
    stdio: ['ignore', 2, 2],
    shell: process.platform === 'win32',
  });
  if (status === 0) return;
  for (const name of packages) rmSync(join(root, buildNote(name)), { force: true });
  process.exit(status ?? 1);
}

function readLock(path) {
  return existsSync(path) ? JSON.parse(readFileSync(path, 'utf8')).packages : {};
}

/** True when each package of the lock is installed in that version; npm leaves the list in node_modules. */
function isInstalled() {
  const installed = readLock(join(root, 'node_modules', '.package-lock.json'));
  return Object.entries(readLock(join(root, 'package-lock.json'))).every(([path, wanted]) => {
    if (!path.startsWith('node_modules/')) return true;
    const found = installed[path];
    return found ? found.version === wanted.version : Boolean(wanted.optional);
  });
}

/** Milliseconds since 1970 of the newest file below `path`; 0 when there is none. Tests are not built. */
function newest(path) {
  if (!existsSync(path) || path.endsWith('.test.ts')) return 0;
  const stat = statSync(path);
  if (!stat.isDirectory()) return stat.mtimeMs;
  return Math.max(0, ...readdirSync(path).map((name) => newest(join(path, name))));
}

function isStale(built, ...sources) {
  const path = join(root, built);
  if (!existsSync(path)) return true;
  return Math.max(...sources.map((source) => newest(join(root, source)))) > statSync(path).mtimeMs;
}

const isCoreStale = () =>
  ['core.wasm', 'tracedCore.wasm', 'bn254.wasm', 'trie.wasm'].some((name) =>
    isStale(`packages/evm/dist/${name}`, 'packages/evm/assembly', 'packages/evm/asconfig.json'),
  );

const areTypesStale = () =>
  packages.some((name) => isStale(buildNote(name), `packages/${name}/src`, `packages/${name}/tsconfig.json`));

/** Installs and builds what is missing or out of date, and says so on stderr. */
export function ensureReady() {
  if (!isInstalled()) npm('Installing the dependencies', 'ci', '--no-audit', '--no-fund');
  if (isCoreStale()) npm('Building the wasm core', 'run', '--silent', 'build:core');
  if (areTypesStale()) {
    npm('Building the packages', 'run', '--silent', 'build:packages');
    // tsc leaves its note as it is when nothing that it reads has changed.
    const now = new Date();
    for (const name of packages) utimesSync(join(root, buildNote(name)), now, now);
  }
}

if (process.argv[1] === fileURLToPath(import.meta.url)) ensureReady();

import { posix } from 'node:path';
import ts from 'typescript';
import { expect, test } from 'vitest';
import { readSources, type Source } from './sources.ts';

/** Which of our packages the files below a folder may import, and then only by name. */
const packageRules: Record<string, string[]> = {
  'packages/evm': [],
  'packages/engine': ['@heddle/evm'],
  'packages/chain': ['@heddle/evm', '@heddle/engine'],
  'packages/node': ['@heddle/evm', '@heddle/engine', '@heddle/chain'],
  testing: ['@heddle/evm', '@heddle/engine', '@heddle/chain', '@heddle/node'],
  bench: ['@heddle/evm', '@heddle/engine', '@heddle/chain', '@heddle/node'],
  examples: ['@heddle/engine', '@heddle/chain', '@heddle/node'],
  scripts: [],
};

/** The floors of a package, the top one first: a part imports from its own floor and from those below. */
interface House {
  floors: string[][];
  /** Parts that only these others may import, whatever their floors. */
  doors?: Record<string, string[]>;
}

/**
 * A part is a folder or file directly below the package's sources (`opcodes/call.ts` is `opcodes`), or, where
 * named here, a file in such a folder. `*` stands for every part not named. docs/ARCHITECTURE.md has the picture.
 */
const houses: Record<string, House> = {
  'packages/evm/assembly': {
    floors: [
      ['index'],
      [
        'serial',
        'changes',
        'planner',
        'inPlace',
        'parallel/worker',
        'parallel/hands',
        'parallel/planned',
        'parallel/takeOver',
        'parallel/fold',
        'messages/worker',
        'messages/fold',
      ],
      ['listed'],
      ['transaction'],
      ['interpreter', 'delegation', 'settle', 'upfront'],
      ['settleGas', 'burns'],
      ['opcodes'],
      ['message'],
      ['questions'],
      ['state'],
      ['committed', 'flush', 'frame', 'memory', 'accesses'],
      ['grants'],
      ['journal', 'stateGas', 'transferLogs'],
      ['origins', 'preimages'],
      ['messages'],
      ['trace'],
      ['context', 'locations', 'diff'],
      ['parallel'],
      ['base', 'arena', 'queues'],
      ['*'],
      ['layout'],
    ],
    // Execution meets versions in few places: reads, the writes of a transaction that has ended, the drivers.
    doors: {
      // Message passing has its own two: what a transaction reads, and its driver.
      messages: ['committed', 'messages', 'messages/worker', 'messages/fold'],
      parallel: [
        'index',
        'serial',
        'changes',
        'parallel/worker',
        'parallel/hands',
        'parallel/planned',
        'parallel/takeOver',
        'parallel/fold',
        'inPlace',
        'state',
        'flush',
        'listed',
        'committed',
        'messages',
        'messages/worker',
        'messages/fold',
        'parallel',
      ],
    },
  },
  'packages/engine/src': {
    floors: [
      ['index'],
      ['executeBlock', 'calls'],
      ['executeOptions'],
      ['blockResult', 'trace'],
      ['skipping'],
      ['prepareBlock', 'systemPhase', 'mechanisms'],
      ['recoverSigners', 'machine'],
      ['blockRun'],
      ['parallel', 'state/stateBinding', 'state/stateCache', 'accessList'],
      ['shared'],
      ['block', 'transaction'],
      ['state'],
      ['*'],
    ],
  },
  'packages/chain/src': {
    floors: [
      ['index', 'testing'],
      ['openChain'],
      ['chain'],
      ['import', 'input', 'maintenance'],
      ['genesis'],
      ['chainParts'],
      ['heads', 'state'],
      ['blocks'],
      ['store', 'trie'],
      ['*'],
    ],
  },
  'packages/node/src': {
    floors: [['index', 'cli'], ['commands', 'testing'], ['output'], ['run'], ['engine'], ['*']],
  },
};

const importsOf = (text: string) => ts.preProcessFile(text).importedFiles.map(({ fileName }) => fileName);

const homeOf = (path: string, folders: string[]) => folders.find((folder) => path.startsWith(`${folder}/`));
const isNamed = ({ floors }: House, part: string) => floors.some((floor) => floor.includes(part));

/** The part that a path belongs to: the deepest that is named, else `*`'s kin by its first word. */
function partOf(path: string, folder: string): string {
  const [first = '', second = ''] = path
    .slice(folder.length + 1)
    .replace(/\.ts$/, '')
    .split('/');
  const deep = `${first}/${second}`;
  return isNamed(houses[folder]!, deep) ? deep : first;
}

function isAllowedInside({ floors, doors }: House, from: string, to: string): boolean {
  const floorOf = (part: string) =>
    floors.findIndex((floor) => floor.includes(part) || (floor.includes('*') && !isNamed({ floors }, part)));
  return floorOf(from) <= floorOf(to) && (doors?.[to]?.includes(from) ?? true);
}

function brokenRule({ path }: Source, wanted: string): string | undefined {
  const home = homeOf(path, Object.keys(packageRules));
  if (wanted.startsWith('@heddle/')) {
    return home === undefined || packageRules[home]?.includes(wanted) ? undefined : 'not below it';
  }
  if (!wanted.startsWith('.')) return undefined;
  const target = posix.join(posix.dirname(path), wanted);
  if (home !== undefined && !target.startsWith(`${home}/`)) return 'reaches out of its package';
  const folder = homeOf(path, Object.keys(houses));
  if (folder === undefined || path.endsWith('.test.ts') || !target.startsWith(`${folder}/`)) return undefined;
  const [from, to] = [partOf(path, folder), partOf(target, folder)];
  return isAllowedInside(houses[folder]!, from, to) ? undefined : `${from} may not import ${to}`;
}

test('imports go node → chain → engine → evm, and downwards inside the packages', () => {
  const broken = readSources()
    // The one script that starts what is built rather than importing a package.
    .filter((source) => source.path !== 'scripts/start.mjs')
    .flatMap((source) =>
      importsOf(source.text).flatMap((wanted) => {
        const rule = brokenRule(source, wanted);
        return rule ? [`${source.path} imports ${wanted}: ${rule}`] : [];
      }),
    );
  expect(broken).toEqual([]);
});

test('a rule notices what it forbids', () => {
  const wrong = (path: string, wanted: string) => brokenRule({ path, text: '' }, wanted);
  expect(wrong('packages/evm/src/a.ts', '@heddle/engine')).toBeDefined();
  expect(wrong('packages/engine/src/a.ts', '../../evm/src/b.ts')).toBeDefined();
  expect(wrong('packages/node/src/a.ts', '@heddle/engine/dist/x.js')).toBeDefined();
  expect(wrong('packages/engine/src/a.ts', '@heddle/chain')).toBeDefined();
  expect(wrong('packages/chain/src/trie/a.ts', '../state/b.ts')).toBeDefined();
  expect(wrong('packages/evm/assembly/opcodes/call.ts', '../parallel/versions')).toBeDefined();
  expect(wrong('packages/evm/assembly/journal.ts', './parallel/versions')).toBeDefined();
  expect(wrong('packages/evm/assembly/state.ts', './parallel/versions')).toBeUndefined();
  expect(wrong('packages/evm/assembly/parallel/worker.ts', '../transaction')).toBeUndefined();
  expect(wrong('packages/evm/assembly/parallel/commit.ts', '../transaction')).toBeDefined();
  expect(wrong('packages/evm/assembly/layout.ts', './word')).toBeDefined();
  expect(wrong('packages/engine/src/state/a.ts', '../block/b.ts')).toBeDefined();
  expect(wrong('packages/engine/src/shared/a.ts', '../state/stateBinding.ts')).toBeDefined();
  expect(wrong('packages/engine/src/block/a.ts', '../executeBlock.ts')).toBeDefined();
  expect(wrong('packages/node/src/a.ts', '@heddle/engine')).toBeUndefined();
  expect(wrong('packages/chain/src/state/a.ts', '../trie/b.ts')).toBeUndefined();
});

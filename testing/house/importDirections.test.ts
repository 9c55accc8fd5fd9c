import { posix } from 'node:path';
import ts from 'typescript';
import { expect, test } from 'vitest';
import { readSources, type Source } from './sources.ts';

/** Which of our packages the files below a folder may import, and then only by name. */
const packageRules: Record<string, string[]> = {
  'packages/evm': [],
  'packages/engine': ['@heddle/evm'],
  'packages/node': ['@heddle/evm', '@heddle/engine'],
  testing: ['@heddle/evm', '@heddle/engine', '@heddle/node'],
  bench: ['@heddle/evm', '@heddle/engine', '@heddle/node'],
  examples: ['@heddle/engine', '@heddle/node'],
  scripts: [],
};

/**
 * Inside a package: the first part of a path below the folder (`opcodes/call.ts` is `opcodes`), and the parts
 * that it may not import. Paths are those of docs/ARCHITECTURE.md.
 */
const insideRules: Record<string, Record<string, string[]>> = {
  'packages/evm/assembly': {
    layout: [
      'word',
      'host',
      'gas',
      'memory',
      'frame',
      'journal',
      'state',
      'opcodes',
      'interpreter',
      'parallel',
    ],
    word: ['host', 'gas', 'memory', 'frame', 'journal', 'state', 'opcodes', 'interpreter', 'parallel'],
    host: ['gas', 'memory', 'frame', 'journal', 'state', 'opcodes', 'interpreter', 'parallel'],
    gas: ['opcodes', 'interpreter', 'parallel'],
    memory: ['opcodes', 'interpreter', 'parallel'],
    frame: ['opcodes', 'interpreter', 'parallel'],
    journal: ['opcodes', 'interpreter', 'parallel'],
    // The one file that joins execution to versions.
    state: ['opcodes', 'interpreter'],
    opcodes: ['interpreter', 'parallel', 'index'],
    parallel: ['gas', 'memory', 'frame', 'journal', 'opcodes', 'interpreter'],
    interpreter: ['index', 'parallel'],
  },
  'packages/engine/src': {
    types: ['executeBlock', 'sequential', 'parallel', 'block', 'transaction', 'state'],
    state: ['executeBlock', 'sequential', 'parallel', 'block', 'transaction'],
    block: ['executeBlock', 'sequential', 'parallel'],
    transaction: ['executeBlock', 'sequential', 'parallel'],
    parallel: ['executeBlock', 'sequential'],
    sequential: ['executeBlock', 'parallel'],
  },
};

const importsOf = (text: string) => ts.preProcessFile(text).importedFiles.map(({ fileName }) => fileName);

const homeOf = (path: string, folders: string[]) => folders.find((folder) => path.startsWith(`${folder}/`));
const partOf = (path: string, folder: string) => /^[^/.]+/.exec(path.slice(folder.length + 1))?.[0] ?? '';

function brokenRule({ path }: Source, wanted: string): string | undefined {
  const home = homeOf(path, Object.keys(packageRules));
  if (wanted.startsWith('@heddle/')) {
    return home === undefined || packageRules[home]?.includes(wanted) ? undefined : 'not below it';
  }
  if (!wanted.startsWith('.')) return undefined;
  const target = posix.join(posix.dirname(path), wanted);
  if (home !== undefined && !target.startsWith(`${home}/`)) return 'reaches out of its package';
  const folder = homeOf(path, Object.keys(insideRules));
  if (folder === undefined || path.endsWith('.test.ts')) return undefined;
  const forbidden = insideRules[folder]?.[partOf(path, folder)] ?? [];
  return target.startsWith(`${folder}/`) && forbidden.includes(partOf(target, folder))
    ? 'against the layers'
    : undefined;
}

test('imports go node → engine → evm, and downwards inside the packages', () => {
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
  expect(wrong('packages/evm/assembly/opcodes/call.ts', '../parallel/versions')).toBeDefined();
  expect(wrong('packages/evm/assembly/state.ts', './parallel/versions')).toBeUndefined();
  expect(wrong('packages/node/src/a.ts', '@heddle/engine')).toBeUndefined();
});

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

/** Of the parts of its package, a part may import itself and `only` these, or all but `not` these. */
type PartRule = { only: string[] } | { not: string[] };

/**
 * Inside a package: rules by the first part of a path below the folder (`opcodes/call.ts` is `opcodes`); `*` is
 * every part without a row. The picture is in docs/ARCHITECTURE.md.
 */
const insideRules: Record<string, Record<string, PartRule>> = {
  'packages/evm/assembly': {
    layout: { only: [] },
    word: { only: ['layout'] },
    host: { only: ['layout'] },
    parallel: { only: ['word', 'arena', 'base', 'layout'] },
    // The two that join execution to versions: reads, and the writes of a transaction that has ended.
    state: { not: ['opcodes', 'interpreter', 'index'] },
    flush: { not: ['opcodes', 'interpreter', 'index'] },
    opcodes: { not: ['interpreter', 'parallel', 'index'] },
    interpreter: { not: ['parallel', 'index'] },
    index: { not: [] },
    '*': { not: ['opcodes', 'interpreter', 'parallel', 'index'] },
  },
  'packages/engine/src': {
    index: { not: [] },
    executeBlock: { not: ['index'] },
    types: { only: ['errors'] },
    state: { not: ['executeBlock', 'sequential', 'parallel', 'block', 'transaction', 'index'] },
    '*': { not: ['executeBlock', 'index'] },
  },
  'packages/node/src': {
    cli: { not: [] },
    index: { not: [] },
    sample: { only: [] },
    fixtures: { only: ['errors', 'input'] },
    '*': { not: ['cli', 'index'] },
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
  if (folder === undefined || path.endsWith('.test.ts') || !target.startsWith(`${folder}/`)) return undefined;
  return isAllowedInside(folder, partOf(path, folder), partOf(target, folder))
    ? undefined
    : 'against the layers';
}

function isAllowedInside(folder: string, from: string, to: string): boolean {
  const rule = insideRules[folder]?.[from] ?? insideRules[folder]?.['*'];
  if (rule === undefined || from === to) return true;
  return 'only' in rule ? rule.only.includes(to) : !rule.not.includes(to);
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

import binaryen from 'binaryen';
import { expect, test } from 'vitest';
import { readBuilt } from './sources.ts';

/**
 * Why: every worker instantiates this module over one shared memory. An active data segment would run again and
 * reset what the others wrote; an allocator's cursor is instance-local and would hand out one address twice.
 */
const core = readBuilt('packages/evm/dist/core.wasm');

/** What the module contains that a module over shared memory must not. */
function hazardsOf(wasm: Uint8Array): string[] {
  const module = binaryen.readBinary(wasm);
  const text = module.emitText();
  module.dispose();
  const hazards = [
    ['(data', 'a data segment'],
    ['memory.grow', 'memory.grow'],
  ].filter(([token]) => text.includes(token ?? ''));
  const exports = [...text.matchAll(/\(export "([^"]+)"/g)].map((match) => match[1] ?? '');
  const allocator = exports.filter((name) => /^__|^(heap|memory\.|new|alloc|free)/.test(name));
  return [...hazards.map(([, what]) => what ?? ''), ...allocator.map((name) => `export ${name}`)];
}

test.skipIf(core === undefined)(
  'the core has no data, no allocator and a shared memory of the caller',
  () => {
    const wasm = core ?? new Uint8Array();
    expect(hazardsOf(wasm)).toEqual([]);
    const imports = WebAssembly.Module.imports(new WebAssembly.Module(wasm.slice()));
    expect(imports.filter(({ kind }) => kind === 'memory')).toHaveLength(1);
  },
);

test('a module with data and a growing memory is noticed', () => {
  const module = binaryen.parseText(
    '(module (memory 1 2) (data (i32.const 0) "x") (func (export "__new") (drop (memory.grow (i32.const 1)))))',
  );
  expect(hazardsOf(module.emitBinary())).toEqual(['a data segment', 'memory.grow', 'export __new']);
});

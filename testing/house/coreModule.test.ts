import binaryen from 'binaryen';
import { expect, test } from 'vitest';
import { readBuilt } from './sources.ts';

/**
 * Why: every thread instantiates these modules over one shared memory. An active data segment would run again and
 * reset what the others wrote; an allocator's cursor is instance-local and would hand out one address twice.
 */
const modules = ['core', 'tracedCore', 'trie'].map(
  (name) => [name, readBuilt(`packages/evm/dist/${name}.wasm`)] as const,
);

function textOf(wasm: Uint8Array): string {
  const module = binaryen.readBinary(wasm);
  const text = module.emitText();
  module.dispose();
  return text;
}

/** What the module contains that a module over shared memory must not. */
function hazardsOf(wasm: Uint8Array): string[] {
  const text = textOf(wasm);
  const names = [...text.matchAll(/\(export "([^"]+)"/g)].map((match) => match[1]!);
  return [
    ...(text.includes('(data') ? ['a data segment'] : []),
    ...(text.includes('memory.grow') ? ['memory.grow'] : []),
    ...names
      .filter((name) => /^__|^(heap|memory\.|new|alloc|free)/.test(name))
      .map((name) => `export ${name}`),
  ];
}

test.each(modules)('%s has no data, no allocator, and the memory of its caller', (_, wasm) => {
  expect(wasm, 'build the core first: npm run build:core').toBeDefined();
  expect(hazardsOf(wasm!)).toEqual([]);
  expect(textOf(wasm!)).toMatch(/\(import "env" "memory" \(memory [^()]* shared\)\)/);
});

test('a module with data and a growing memory is noticed', () => {
  const module = binaryen.parseText(
    '(module (memory 1 2) (data (i32.const 0) "x") (func (export "__new") (drop (memory.grow (i32.const 1)))))',
  );
  expect(hazardsOf(module.emitBinary())).toEqual(['a data segment', 'memory.grow', 'export __new']);
});

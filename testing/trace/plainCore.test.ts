import { readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import asc from 'assemblyscript/asc';
import binaryen from 'binaryen';
import { expect, test } from 'vitest';
import { readCoreSources } from '../explorer/compileCore.ts';
import { readBuilt } from '../house/sources.ts';

/** A trace point is one statement behind the constant; where the constant chooses a value, the plain one comes last. */
const statement = /if \(TRACING\)[^;]*;/g;
const choice = /TRACING \? [^:;]+ : /g;

function withoutTracePoints(source: string): string {
  return source.replace(statement, '').replace(choice, '');
}

/** Imports and exports of a built module. */
function interfaceOf(file: string): { imports: string[]; exports: string[] } {
  const module = binaryen.readBinary(readBuilt(`packages/evm/dist/${file}`)!);
  const text = module.emitText();
  module.dispose();
  const imports = [...text.matchAll(/\(import "([^"]+)" "([^"]+)"/g)].map(
    ([, from, name]) => `${from}.${name}`,
  );
  return { imports, exports: [...text.matchAll(/\(export "([^"]+)"/g)].map(([, name]) => name!) };
}

/** Builds some sources of the core as `npm run build:core` does. */
async function build(sources: ReadonlyMap<string, string>): Promise<Uint8Array> {
  const config = readFileSync(
    fileURLToPath(new URL('../../packages/evm/asconfig.json', import.meta.url)),
    'utf8',
  );
  let built: Uint8Array | undefined;
  const { error, stderr } = await asc.main(['assembly/index.ts', '--config', 'asconfig.json'], {
    readFile: (name) => (name.endsWith('asconfig.json') ? config : (sources.get(name) ?? null)),
    writeFile: (_, contents) => {
      built = contents as Uint8Array;
    },
    listFiles: () => [],
  });
  if (error !== null) throw new Error(`the core does not compile: ${stderr.toString()}`);
  return built!;
}

test('the plain core is, to the byte, what its sources without trace points make', async () => {
  const sources = readCoreSources([]);
  const points = [...sources.values()].join('').match(statement)?.length ?? 0;
  expect(points).toBeGreaterThan(15);
  const stripped = new Map([...sources].map(([name, text]) => [name, withoutTracePoints(text)]));
  const bare = await build(stripped);
  const plain = readBuilt('packages/evm/dist/core.wasm')!;
  expect(Buffer.compare(bare, plain), 'the bytes are the same').toBe(0);
});

test('the plain core imports nothing for traces; both export the same', () => {
  const plain = interfaceOf('core.wasm');
  const traced = interfaceOf('tracedCore.wasm');
  expect(plain.imports.sort()).toEqual(['env.memory', 'host.clock']);
  expect(traced.imports).toContain('traceHost.step');
  expect(traced.exports).toEqual(plain.exports);
});

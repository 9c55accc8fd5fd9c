import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import asc from 'assemblyscript/asc';

type Operation = (...operands: (number | bigint)[]) => number | bigint | undefined;

/** The arithmetic of the core, compiled by itself, over a memory of its own. */
export interface ArithmeticModule {
  readonly bytes: Uint8Array;
  readonly view: DataView;
  readonly exports: Record<string, Operation>;
}

const packageRoot = fileURLToPath(new URL('..', import.meta.url));

/**
 * Compiles `assembly/test/arithmetic.ts` with the options of the core into a temporary folder and
 * instantiates it. @throws Error with the compiler's output if the AssemblyScript does not compile.
 */
export async function compileArithmetic(): Promise<ArithmeticModule> {
  const folder = mkdtempSync(join(tmpdir(), 'heddle-arithmetic-'));
  try {
    const outFile = join(folder, 'arithmetic.wasm');
    const options = ['--config', 'asconfig.json', '--outFile', outFile, '--baseDir', packageRoot];
    const { error, stderr } = await asc.main(['assembly/test/arithmetic.ts', ...options]);
    if (error) throw new Error(`The arithmetic does not compile: ${stderr.toString()}`);
    return await instantiate(readFileSync(outFile));
  } finally {
    rmSync(folder, { recursive: true });
  }
}

async function instantiate(wasm: Uint8Array): Promise<ArithmeticModule> {
  const memory = new WebAssembly.Memory({ initial: 2, maximum: 65536, shared: true });
  const { instance } = await WebAssembly.instantiate(wasm as BufferSource, { env: { memory } });
  return {
    bytes: new Uint8Array(memory.buffer),
    view: new DataView(memory.buffer),
    exports: instance.exports as Record<string, Operation>,
  };
}

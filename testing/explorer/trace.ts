/** What happened in a schedule, for people: every access of a word that more than one worker touched. */
import { layout } from '@heddle/evm';
import type { Access } from './coreWorker.ts';
import { Explorer } from './explorer.ts';
import type { Witness } from './machine.ts';
import { parseSeed, subjectOf } from './seed.ts';
import { SharedWords } from './sharedWords.ts';

/** Names of the words in the first KiB and of those of a cell, by address. */
function namesOf(prefix: string, belowEnd: number): Map<number, string> {
  const known = Object.entries(layout).filter(
    ([name, value]) => name.startsWith(prefix) && Number(value) < belowEnd && !/BYTES/.test(name),
  );
  return new Map(known.map(([name, value]) => [Number(value), name]));
}

const controls = namesOf('CTRL_', 1024);
const cellWords = new Map(
  (
    [
      'CELL_STATE',
      'CELL_WAITERS',
      'CELL_WAIT_NEXT',
      'CELL_CONTEXT',
      'CELL_BLOCKED_BY',
      'CELL_WORKER',
      'CELL_BASE',
    ] as const
  ).map((name) => [layout[name] as number, name as string]),
);

class Tracer implements Witness {
  readonly lines: string[] = [];
  readonly #view: DataView;
  readonly #shared: SharedWords;

  constructor(view: DataView, shared: SharedWords) {
    this.#view = view;
    this.#shared = shared;
  }

  begin(): void {
    this.lines.length = 0;
  }

  see(worker: number, access: Access, step: number): void {
    if (access.site === undefined || !this.#shared.has(access)) return;
    const { function: name, operation } = access.site;
    const before =
      access.bytes >= 4 ? this.#view.getUint32(access.address, true) : this.#view.getUint8(access.address);
    const columns = [
      String(step).padStart(6),
      `worker ${worker}`,
      operation.padEnd(24),
      this.#nameOf(access.address).padEnd(26),
    ];
    this.lines.push(`${columns.join('  ')}  was ${before}  in ${name}`);
  }

  #nameOf(address: number): string {
    const control = controls.get(address);
    if (control !== undefined) return control;
    const part = this.#partOf('cell', layout.BLOCK_CELLS, layout.CELL_BYTES, address);
    if (part !== undefined) return `${part.name} ${cellWords.get(part.offset) ?? part.offset}`;
    const result = this.#partOf('result', layout.BLOCK_RESULTS, layout.RESULT_BYTES, address);
    if (result !== undefined) return `${result.name} +${result.offset}`;
    return `0x${address.toString(16)}`;
  }

  /** Where an address lies in an array with one element per transaction. */
  #partOf(kind: string, base: number, bytes: number, address: number) {
    const from = address - this.#view.getUint32(base, true);
    const index = Math.floor(from / bytes);
    const count = this.#view.getUint32(layout.BLOCK_TX_COUNT, true);
    return index >= 0 && index < count ? { name: `${kind} ${index}`, offset: from % bytes } : undefined;
  }
}

/** Runs the schedule of a seed; returns what went wrong, and the accesses in their order. */
export async function replay(seed: string): Promise<{ problem: string | undefined; lines: string[] }> {
  const { scene, controller } = parseSeed(seed);
  const explorer = await Explorer.create(await subjectOf(scene));
  const shared = new SharedWords();
  explorer.witness(shared);
  await explorer.run(controller());
  const tracer = new Tracer(explorer.pool.shared.view, shared);
  explorer.witness(tracer);
  const failure = await explorer.run(controller());
  return { problem: failure?.problem, lines: tracer.lines };
}

/** Traces of the same transactions by Heddle and by anvil. */
import {
  callTracer,
  fourByteTracer,
  prestateTracer,
  structLogger,
  type TracerMaker,
  traceBlock,
} from '@heddle/engine';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { anvilBinary } from '../peers/anvil/binary.ts';
import { differencesOf, unexplained } from './compare.ts';
import { knownInTraces } from './known.ts';
import { sends, World } from './world.ts';

const binary = anvilBinary();
if (binary === undefined)
  console.warn('SKIPPED: traces against anvil. npm installed no anvil binary for this platform.');

/** What anvil is asked, and what makes the same here. */
interface Kind {
  options: object;
  tracer: (codeOf: (hash: `0x${string}`) => Uint8Array) => TracerMaker;
}

const kinds: Record<string, Kind> = {
  'struct logs': { options: {}, tracer: () => structLogger() },
  'struct logs with memory and return data': {
    options: { enableMemory: true, enableReturnData: true },
    tracer: () => structLogger({ enableMemory: true, enableReturnData: true }),
  },
  'struct logs without stack and storage': {
    options: { disableStack: true, disableStorage: true },
    tracer: () => structLogger({ disableStack: true, disableStorage: true }),
  },
  calls: {
    options: { tracer: 'callTracer', tracerConfig: { withLog: true } },
    tracer: () => callTracer({ withLog: true }),
  },
  'top call': {
    options: { tracer: 'callTracer', tracerConfig: { onlyTopCall: true } },
    tracer: () => callTracer({ onlyTopCall: true }),
  },
  prestate: { options: { tracer: 'prestateTracer' }, tracer: (codeOf) => prestateTracer({}, codeOf) },
  'state difference': {
    options: { tracer: 'prestateTracer', tracerConfig: { diffMode: true } },
    tracer: (codeOf) => prestateTracer({ diffMode: true }, codeOf),
  },
  selectors: { options: { tracer: '4byteTracer' }, tracer: () => fourByteTracer() },
};

describe.skipIf(binary === undefined)('traces against anvil', () => {
  let world: World;
  const used = new Set<string>();
  beforeAll(async () => {
    world = await World.open(binary!);
  });
  afterAll(() => world.close());

  test.each(sends().map((sent) => [sent.name, sent] as const))('%s', async (_, sent) => {
    const { hash, block, before } = await world.mine(sent);
    for (const [name, { options, tracer }] of Object.entries(kinds)) {
      const theirs = await world.anvil.rpc.call('debug_traceTransaction', hash, options);
      const made = tracer((codeHash) => before.code(codeHash));
      const traces = traceBlock(block, before, { tracer: made, only: 0 });
      const ours = (await traces.next()).value?.result;
      await traces.return();
      const rest = unexplained(differencesOf(JSON.parse(JSON.stringify(ours)), theirs), knownInTraces, used);
      expect(rest.slice(0, 5), name).toEqual([]);
    }
  });

  test('every known difference is there', () => {
    expect(knownInTraces.map(({ reason }) => reason).filter((reason) => !used.has(reason))).toEqual([]);
  });
});

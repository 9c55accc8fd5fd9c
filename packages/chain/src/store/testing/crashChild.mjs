/**
 * Works on a store until it is killed: `node crashChild.mjs DIR PLAN FIRST`. PLAN is a file of serialised operations, of which
 * it begins with number FIRST. It says on stdout what is done: `at N` for an operation on the blocks, `flushed N` for a flush.
 */
import { readFileSync, writeSync } from 'node:fs';
import { deserialize } from 'node:v8';
import { openDiskStore } from '../../../dist/store/disk/openDiskStore.js';

const [dir, plan, first] = process.argv.slice(2);
const operations = deserialize(readFileSync(plan));
const say = (text) => writeSync(1, `${text}\n`);

const store = await openDiskStore(dir);
say('open');
let flushing = Promise.resolve();
for (let index = Number(first); index < operations.length; index++) {
  const { genesis, block, heads, flush } = operations[index];
  if (genesis !== undefined) await store.init(genesis);
  if (block !== undefined) await store.putBlock(block);
  if (heads !== undefined) await store.setHeads(heads);
  say(`at ${index}`);
  if (flush === undefined) continue;
  await flushing;
  say(`flushing ${index}`);
  flushing = store.flush(flush).then(() => say(`flushed ${index}`));
}
await flushing;
await store.close();
say('end');

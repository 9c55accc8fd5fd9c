import { once } from 'node:events';
import { Worker } from 'node:worker_threads';
import { type Account, decodeAccount, type Hex, type MemoryState } from '@heddle/engine';
import { expect, onTestFinished, test } from 'vitest';
import { fromHex, toBigint } from '../../bytes.ts';
import type { ThreadSource } from '../chainStore.ts';
import { flushTo, putLine } from '../testing/eachStore.ts';
import { tempFolder } from '../testing/tempFolder.ts';
import { addressOf, nodeWrites, slotOf, World } from '../testing/world.ts';
import { openDiskStore } from './openDiskStore.ts';

/** Calls the functions of a source's reader, as told; sleeps in between without returning to its event loop. */
const code = `
const { parentPort, workerData, receiveMessageOnPort } = require('node:worker_threads');
import(workerData.module).then(async (module) => {
  const reader = module[workerData.open](workerData.data);
  parentPort.postMessage('open');
  const { port, words } = workerData;
  for (let told = 0; ; told++) {
    Atomics.wait(words, 0, told);
    const { name, args } = receiveMessageOnPort(port).message;
    if (name === 'close') break;
    const found = reader[name](...args);
    // Posting would send all that lies behind the answer, too.
    port.postMessage({ answer: found && Uint8Array.prototype.slice.call(Buffer.from(found.buffer, found.byteOffset, found.length)) });
  }
  await reader.close();
  port.close();
});`;

/** A thread that reads a source. */
class SourceThread {
  readonly #thread: Worker;
  readonly #channel = new MessageChannel();
  readonly #words = new Int32Array(new SharedArrayBuffer(4));

  constructor(open: string, { module, data }: ThreadSource) {
    const port = this.#channel.port2;
    const workerData = { module, open, data, port, words: this.#words };
    this.#thread = new Worker(code, { eval: true, workerData, transferList: [port as never] });
  }

  async opened(): Promise<this> {
    await once(this.#thread, 'message');
    return this;
  }

  #tell(name: string, args: readonly Uint8Array[]): void {
    this.#channel.port1.postMessage({ name, args });
    Atomics.add(this.#words, 0, 1);
    Atomics.notify(this.#words, 0);
  }

  async ask(name: string, ...args: readonly Uint8Array[]): Promise<Uint8Array | undefined> {
    const answered = once(this.#channel.port1, 'message');
    this.#tell(name, args);
    const [{ answer }] = (await answered) as [{ answer: Uint8Array | undefined }];
    return answer;
  }

  /** The exit code. */
  async close(): Promise<number> {
    const exit = once(this.#thread, 'exit');
    this.#tell('close', []);
    this.#channel.port1.close();
    return (await exit)[0] as number;
  }
}

const textOf = (bytes: Uint8Array | undefined) => bytes && Buffer.from(bytes).toString();

async function expectReads(thread: SourceThread, state: MemoryState): Promise<void> {
  const read = async (address: Hex) => {
    const record = await thread.ask('account', fromHex(address));
    return record && decodeAccount(record);
  };
  for (let index = 0; index < 60; index++) {
    const address = addressOf(index);
    expect(await read(address)).toEqual(state.account(address) as Account);
    const value = await thread.ask('storage', fromHex(address), fromHex(slotOf(index % 24)));
    expect(value === undefined ? 0n : toBigint(value)).toBe(state.storage(address, slotOf(index % 24)));
    expect(value?.[0]).not.toBe(0);
  }
}

test('threads read the flat state by themselves, as it was until they refresh', async () => {
  const store = await openDiskStore(tempFolder(), { sync: false });
  onTestFinished(() => store.close());
  const world = new World();
  await store.init(world.genesisRecord());
  const threads = [1, 2].map(() => new SourceThread('openState', store.stateSource as ThreadSource));
  await Promise.all(threads.map((thread) => thread.opened()));
  for (const thread of threads) await expectReads(thread, world.genesis.state);
  for (const [hash, bytes] of world.genesis.record.codes)
    expect(textOf(await threads[0]!.ask('code', fromHex(hash)))).toBe(textOf(bytes));
  expect(await threads[0]!.ask('code', new Uint8Array(32))).toBeUndefined();

  const blocks = world.line(world.genesis, 5);
  await putLine(store, blocks);
  await flushTo(store, world.genesis, blocks[4]!);
  await expectReads(threads[1]!, world.genesis.state);
  for (const thread of threads) {
    await thread.ask('refresh');
    await expectReads(thread, blocks[4]!.state);
    for (const [hash, bytes] of blocks[4]!.record.codes)
      expect(textOf(await thread.ask('code', fromHex(hash)))).toBe(textOf(bytes));
  }
  expect(await Promise.all(threads.map((thread) => thread.close()))).toEqual([0, 0]);
});

test('threads read the records of the trie by themselves', async () => {
  const store = await openDiskStore(tempFolder(), { sync: false });
  onTestFinished(() => store.close());
  const world = new World();
  const [a, b] = [Buffer.from('a'), Buffer.from('b')];
  await store.init(
    world.genesisRecord(
      nodeWrites([
        [a, Buffer.from('1')],
        [b, Buffer.from('2')],
      ]),
    ),
  );
  const thread = await new SourceThread('openNodes', store.nodeSource as ThreadSource).opened();
  expect(textOf(await thread.ask('get', a))).toBe('1');
  const blocks = world.line(world.genesis, 1);
  await putLine(store, blocks);
  await flushTo(store, world.genesis, blocks[0]!, nodeWrites([[a, Buffer.from('3')], [b]]));
  await thread.ask('refresh');
  expect(textOf(await thread.ask('get', a))).toBe('3');
  expect(await thread.ask('get', b)).toBeUndefined();
  expect(await thread.close()).toBe(0);
});

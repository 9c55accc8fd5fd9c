/** A thread of a trie: takes part in runs when told so. */
import { parentPort, workerData } from 'node:worker_threads';
import { InvariantError } from '@heddle/engine';
import { openReader } from './nodeSource.ts';
import type { ThreadAnswer, ThreadOrder, ThreadSetup } from './threadProtocol.ts';
import { TrieInstance } from './trieInstance.ts';

if (parentPort === null) throw new InvariantError('this file is the code of a thread');
const port = parentPort;
const { index, module, memory, source } = workerData as ThreadSetup;
const instance = new TrieInstance(module, memory, index, await openReader(source));

function post(answer: ThreadAnswer): void {
  port.postMessage(answer);
}

function work(refresh: boolean): ThreadAnswer {
  try {
    if (refresh) instance.refresh();
    instance.core.work();
    return { kind: 'done' };
  } catch (error) {
    instance.stop();
    return {
      kind: 'failed',
      message: String(instance.readError ?? error),
      isRead: instance.readError !== undefined,
    };
  }
}

port.on('message', (order: ThreadOrder) => {
  if (order.kind === 'work') {
    post(work(order.refresh));
    return;
  }
  // The thread ends by itself when nobody can tell it anything: lmdb does not outlive being terminated.
  void instance.close().finally(() => port.close());
});
post({ kind: 'ready' });

import { layout } from '@heddle/evm';

/** Stops the running block with a STOP_* code, unless it is stopped already, and wakes all workers so that they see it. */
export function stopBlock(words: Int32Array, workers: number, reason: number): void {
  Atomics.compareExchange(words, layout.CTRL_STOP >> 2, layout.STOP_NONE, reason);
  Atomics.add(words, layout.CTRL_WAKE >> 2, 1);
  Atomics.notify(words, layout.CTRL_WAKE >> 2);
  for (let worker = 0; worker < workers; worker++) {
    const inbox = (layout.WORKER_LINES + worker * layout.WORKER_LINE_BYTES + layout.WORKER_INBOX) >> 2;
    Atomics.add(words, inbox, 1);
    Atomics.notify(words, inbox);
  }
}

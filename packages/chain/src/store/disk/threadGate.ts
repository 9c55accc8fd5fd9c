/**
 * Keeps the process from ending while a thread is within a transaction. Node stops threads where they are when the process exits, and
 * lmdb then waits for a lock that the stopped thread has: the process would hang (seen in 4 of 80 exits with commits under way).
 *
 * One word shared by the main thread and one other:
 * - OPEN → BUSY by the thread, before its work (compare-exchange); BUSY → OPEN by the thread, after it (store, then wake);
 * - OPEN → SHUT by the main thread (compare-exchange), which waits while the word is BUSY; it stays, and the thread begins nothing any more.
 */
const OPEN = 0;
const BUSY = 1;
const SHUT = 2;

export type ThreadGate = Int32Array<SharedArrayBuffer>;

export function makeGate(): ThreadGate {
  return new Int32Array(new SharedArrayBuffer(4));
}

/** In the thread: runs `work`, unless the process is about to end: then it sleeps until it is stopped. */
export function passGate<T>(gate: ThreadGate, work: () => T): T {
  while (Atomics.compareExchange(gate, 0, OPEN, BUSY) === SHUT) Atomics.wait(gate, 0, SHUT);
  try {
    return work();
  } finally {
    Atomics.store(gate, 0, OPEN);
    Atomics.notify(gate, 0);
  }
}

function shutGate(gate: ThreadGate): void {
  while (Atomics.compareExchange(gate, 0, OPEN, SHUT) === BUSY) Atomics.wait(gate, 0, BUSY);
}

const openGates = new Set<ThreadGate>();

function shutGates(): void {
  for (const gate of openGates) shutGate(gate);
}

/** In the main thread: the process waits for the work behind this gate before it ends. */
export function guardGate(gate: ThreadGate): void {
  if (openGates.size === 0) process.on('exit', shutGates);
  openGates.add(gate);
}

/** The thread behind the gate has ended. */
export function dismissGate(gate: ThreadGate): void {
  openGates.delete(gate);
  if (openGates.size === 0) process.off('exit', shutGates);
}

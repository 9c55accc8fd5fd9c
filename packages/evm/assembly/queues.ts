/**
 * The queues of a plan, one per location: who comes before a transaction there. Shared uses (reads; credits) wait for
 * the last exclusive one, an exclusive use for the shared ones since then, or else for the last exclusive one.
 */
import { takeFromBlock } from './arena';
import { TASK_BEFORE } from './layout';

/** A queue: location, last exclusive user plus one, list of shared users since. */
const QUEUE_LAST: usize = 4;
const QUEUE_SHARED: usize = 8;
const QUEUE_BYTES: usize = 16;
/** A shared user: next, transaction. */
const USER_TX: usize = 4;
const USER_BYTES: usize = 16;

/** The table of queues, open addressing. */
let table: usize = 0;
let mask: u32 = 0;
/** Per transaction the last one that was found to wait for it, plus one. */
let noted: usize = 0;
/** Those that the transaction at hand waits for, linked like users. */
let lower: usize = 0;
let lowerCount: u32 = 0;

/** Starts with empty queues for at most so many uses by so many transactions. */
export function beginQueues(uses: u32, transactions: u32): void {
  let size: u32 = 16;
  while (size < uses * 2) size <<= 1;
  mask = size - 1;
  table = takeFromBlock(<usize>size * QUEUE_BYTES);
  memory.fill(table, 0, <usize>size * QUEUE_BYTES);
  noted = takeFromBlock((<usize>transactions) << 2);
  memory.fill(noted, 0, (<usize>transactions) << 2);
  lower = 0;
  lowerCount = 0;
}

function queueOf(location: u32): usize {
  let place = (location * 0x9e3779b1) >> 7;
  while (true) {
    const queue = table + <usize>(place & mask) * QUEUE_BYTES;
    const found = load<u32>(queue);
    if (found == location) return queue;
    if (found == 0) {
      store<u32>(queue, location);
      return queue;
    }
    place++;
  }
}

/** A use beside others of its kind. */
export function queueShared(location: u32, tx: u32): void {
  const queue = queueOf(location);
  const last = load<u32>(queue, QUEUE_LAST);
  if (last != 0) waitFor(last - 1, tx);
  store<u32>(queue, <u32>push(load<u32>(queue, QUEUE_SHARED), tx), QUEUE_SHARED);
}

/** A use that nobody else's may overlap. */
export function queueExclusive(location: u32, tx: u32): void {
  const queue = queueOf(location);
  const last = load<u32>(queue, QUEUE_LAST);
  let user = <usize>load<u32>(queue, QUEUE_SHARED);
  if (user == 0 && last != 0) waitFor(last - 1, tx);
  for (; user != 0; user = load<u32>(user)) waitFor(load<u32>(user, USER_TX), tx);
  store<u32>(queue, tx + 1, QUEUE_LAST);
  store<u32>(queue, 0, QUEUE_SHARED);
}

function push(next: usize, tx: u32): usize {
  const user = takeFromBlock(USER_BYTES);
  store<u32>(user, <u32>next);
  store<u32>(user, tx, USER_TX);
  return user;
}

function waitFor(before: u32, tx: u32): void {
  const note = noted + ((<usize>before) << 2);
  if (load<u32>(note) == tx + 1) return;
  store<u32>(note, tx + 1);
  lower = push(lower, before);
  lowerCount++;
}

/** Writes down the lower transactions that the one at hand waits for, in its task; returns their number. */
export function takeLower(task: usize): u32 {
  const count = lowerCount;
  let at = takeFromBlock((<usize>count) << 2);
  store<u32>(task, <u32>at, TASK_BEFORE);
  for (; lower != 0; lower = load<u32>(lower), at += 4) store<u32>(at, load<u32>(lower, USER_TX));
  lowerCount = 0;
  return count;
}

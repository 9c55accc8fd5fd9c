/**
 * The rings: the only way in which workers talk. One bounded ring per ordered pair of workers; messages
 * of a pair arrive whole and in order, those of different pairs in any order. Nothing here knows what a
 * message means, so that a ring could be a connection between machines.
 *
 *   hasSpace, send        the sender's side; a sender never waits here
 *   takenBy               how many of its messages the other has dealt with: flow control, and a receipt
 *   receive, release      the receiver's side
 *   fallAsleep, wakeUp    a worker with nothing to do is woken by the next message
 *   close, isClosed       a worker that is through with the block takes no more
 */
import {
  BLOCK_PLACEMENT,
  MESSAGE_BYTES,
  PLACEMENT_RING_LENGTH,
  PLACEMENT_RINGS,
  PLACEMENT_WORKERS,
  RING_MESSAGES,
  RING_SENT,
  RING_TAKEN,
  WORKER_ASLEEP,
  WORKER_CLOSED,
  WORKER_INBOX,
  WORKER_LINE_BYTES,
  WORKER_LINES,
} from '../layout';
import { jitter } from '../parallel/jitter';

/** This worker, and how many take part. */
export let me: u32 = 0;
export let workers: u32 = 0;
/** Messages that a ring holds. */
let length: u32 = 0;

export function openRings(worker: u32): void {
  me = worker;
  workers = load<u32>(<usize>load<u32>(BLOCK_PLACEMENT), PLACEMENT_WORKERS);
  length = load<u32>(<usize>load<u32>(BLOCK_PLACEMENT), PLACEMENT_RING_LENGTH);
}

function ringBetween(from: u32, to: u32): usize {
  const first = <usize>load<u32>(<usize>load<u32>(BLOCK_PLACEMENT), PLACEMENT_RINGS);
  return first + <usize>(from * workers + to) * (RING_MESSAGES + <usize>length * MESSAGE_BYTES);
}

function lineOf(worker: u32): usize {
  return <usize>WORKER_LINES + worker * WORKER_LINE_BYTES;
}

function cellOf(ring: usize, number: u32): usize {
  return ring + RING_MESSAGES + (number & (length - 1)) * MESSAGE_BYTES;
}

/** True when the ring to `to` takes another message. */
export function hasSpace(to: u32): bool {
  const ring = ringBetween(me, to);
  return load<u32>(ring, RING_SENT) - atomic.load<u32>(ring + RING_TAKEN) < length;
}

/** Sends a copy of `message`; there is space. */
export function send(to: u32, message: usize): void {
  const ring = ringBetween(me, to);
  const sent = load<u32>(ring, RING_SENT);
  memory.copy(cellOf(ring, sent), message, MESSAGE_BYTES);
  jitter();
  atomic.store<u32>(ring + RING_SENT, sent + 1);
  // The receiver says that it sleeps and then looks at its rings once more: one of the two sees the other.
  if (atomic.load<u32>(lineOf(to) + WORKER_ASLEEP) != 0) wake(to);
}

function wake(worker: u32): void {
  atomic.add<u32>(lineOf(worker) + WORKER_INBOX, 1);
  atomic.notify(lineOf(worker) + WORKER_INBOX, 1);
}

/** Number of messages from this worker that `to` has dealt with. */
export function takenBy(to: u32): u32 {
  return atomic.load<u32>(ringBetween(me, to) + RING_TAKEN);
}

/** Number of messages that `from` has sent to this worker so far. */
export function sentBy(from: u32): u32 {
  return atomic.load<u32>(ringBetween(from, me) + RING_SENT);
}

/** The oldest message from `from` that was not released, or 0. */
export function receive(from: u32): usize {
  const ring = ringBetween(from, me);
  const taken = load<u32>(ring, RING_TAKEN);
  return taken == atomic.load<u32>(ring + RING_SENT) ? 0 : cellOf(ring, taken);
}

/** Gives the place of the oldest message back to the sender, and says that all it brought about is done. */
export function release(from: u32): void {
  const ring = ringBetween(from, me);
  jitter();
  atomic.store<u32>(ring + RING_TAKEN, load<u32>(ring, RING_TAKEN) + 1);
}

/** True when some message waits for this worker. */
export function hasMail(): bool {
  for (let from: u32 = 0; from < workers; from++) {
    if (from != me && receive(from) != 0) return true;
  }
  return false;
}

/** Says that this worker is about to sleep; returns the value of its inbox to sleep on. It looks at its rings afterwards. */
export function fallAsleep(): u32 {
  atomic.store<u32>(lineOf(me) + WORKER_ASLEEP, 1);
  return atomic.load<u32>(lineOf(me) + WORKER_INBOX);
}

export function wakeUp(): void {
  atomic.store<u32>(lineOf(me) + WORKER_ASLEEP, 0);
}

/** Says that this worker takes no more messages in this block; TypeScript opens it again when it makes the rings. */
export function close(): void {
  atomic.store<u32>(lineOf(me) + WORKER_CLOSED, 1);
}

/** True when `worker` takes no more messages in this block. */
export function isClosed(worker: u32): bool {
  return atomic.load<u32>(lineOf(worker) + WORKER_CLOSED) != 0;
}

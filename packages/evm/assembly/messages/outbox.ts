/**
 * Sending without waiting. A message that does not fit its ring stays in a list of this worker, and while
 * there is such a list the worker starts nothing new: it only receives. So what is not delivered is at
 * most what one transaction tells and what others may ask at once, and no two workers can wait for
 * each other's rings: receiving never depends on sending.
 */
import { takeFromBlock } from '../arena';
import {
  COUNTS_BYTES,
  MESSAGE_AFTER,
  MESSAGE_BYTES,
  MESSAGE_ENTRY,
  MESSAGE_KIND,
  MESSAGE_TX,
} from '../layout';
import { hasSpace, isClosed, me, send, workers } from './ring';

/** Per receiver: messages handed to `post`, first and last of the list of those not sent. */
const POSTED: usize = 0;
const FIRST: usize = 4;
const LAST: usize = 8;
const PEER_BYTES: usize = 16;

let peers: usize = 0;
/** The message being written. */
let draft: usize = 0;
let unsent: u32 = 0;
/** Counts for the report, COUNT_*. */
export let counts: usize = 0;

export function openOutbox(): void {
  peers = takeFromBlock(<usize>workers * PEER_BYTES);
  memory.fill(peers, 0, <usize>workers * PEER_BYTES);
  draft = takeFromBlock(MESSAGE_BYTES);
  counts = takeFromBlock(COUNTS_BYTES);
  memory.fill(counts, 0, COUNTS_BYTES);
  unsent = 0;
}

/** Adds one to a count of the report. */
export function count(what: usize): void {
  store<u32>(counts + what, load<u32>(counts + what) + 1);
}

/** Starts a message; its other words are undefined. `kind` may carry a mask and a ticket. */
export function write(kind: u32, tx: u32, after: u32, entry: usize): usize {
  store<u32>(draft, kind, MESSAGE_KIND);
  store<u32>(draft, tx, MESSAGE_TX);
  store<u32>(draft, after, MESSAGE_AFTER);
  store<u32>(draft, <u32>entry, MESSAGE_ENTRY);
  return draft;
}

/** Sends the message that was written last. */
export function post(to: u32): void {
  postCopy(to, draft);
}

/** Sends a copy of a message; returns its number among those to the receiver, from 1. */
export function postCopy(to: u32, message: usize): u32 {
  if (to == me) unreachable(); // a worker knows what it owns
  count((load<u32>(message, MESSAGE_KIND) & 0xff) << 2);
  const peer = peers + <usize>to * PEER_BYTES;
  if (load<u32>(peer, FIRST) == 0 && hasSpace(to)) send(to, message);
  else keep(peer, message);
  const number = load<u32>(peer, POSTED) + 1;
  store<u32>(peer, number, POSTED);
  return number;
}

/** Number of messages to `to` so far. */
export function postedTo(to: u32): u32 {
  return load<u32>(peers + <usize>to * PEER_BYTES, POSTED);
}

/** Sends the message that was written last to all others. */
export function postToAll(): void {
  for (let to: u32 = 0; to < workers; to++) if (to != me) post(to);
}

function keep(peer: usize, message: usize): void {
  const node = takeFromBlock(16 + MESSAGE_BYTES);
  store<u32>(node, 0);
  memory.copy(node + 16, message, MESSAGE_BYTES);
  const last = <usize>load<u32>(peer, LAST);
  if (load<u32>(peer, FIRST) == 0) store<u32>(peer, <u32>node, FIRST);
  else store<u32>(last, <u32>node);
  store<u32>(peer, <u32>node, LAST);
  unsent++;
}

/** Sends what now fits; true when nothing is left. */
export function pump(): bool {
  if (unsent == 0) return true;
  for (let to: u32 = 0; to < workers; to++) {
    const peer = peers + <usize>to * PEER_BYTES;
    let node = <usize>load<u32>(peer, FIRST);
    while (node != 0 && (isClosed(to) || hasSpace(to))) {
      if (!isClosed(to)) send(to, node + 16);
      unsent--;
      node = load<u32>(node);
    }
    store<u32>(peer, <u32>node, FIRST);
  }
  return unsent == 0;
}

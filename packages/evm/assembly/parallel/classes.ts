/**
 * Locks that are learned. Transactions that look alike (same callee, function and known addresses in the input) form a
 * class. Its first two, by different senders, run one after the other while the rest of the class waits: if the second read
 * what the first wrote, the class queues at that location, in block order; if not, its transactions do not
 * know each other. Classes that were found to queue at the same location share one queue.
 *
 * A queue is advice: who is let through wrongly is found out by validation, as in optimistic execution.
 */
import {
  ACCOUNT_BALANCE_VERSIONS,
  BLOCK_CLASS_COUNT,
  BLOCK_CLASSES,
  BLOCK_FIRST_CLASS,
  CELL_QUEUED_BEHIND,
  CLASS_BYTES,
  CLASS_FIRST,
  CLASS_HOT,
  CLASS_IS_FREE,
  CLASS_QUEUE,
  CLASS_QUEUES,
  CLASS_SECOND,
  CLASS_STATE,
  CLASS_TAIL,
  NOBODY_AHEAD,
  READ_BALANCE,
  READ_BYTES,
  READ_KIND,
  READ_SLOT,
  RESULT_READ_COUNT,
  RESULT_READS,
  SLOT_VERSIONS,
  VERSION_NEXT,
  VERSION_REMOVED,
  VERSION_STATE,
  VERSION_TX,
} from '../layout';
import { cellOf } from './cells';

function classOf(tx: u32): usize {
  const classes = <usize>load<u32>(BLOCK_CLASSES);
  return classes == 0 ? 0 : <usize>load<u32>(classes + ((<usize>tx) << 2));
}

/** The lower transaction that `tx` should wait for before it starts, plus one; 0 for none. */
export function aheadInClass(tx: u32): u32 {
  const kind = classOf(tx);
  if (kind == 0) return 0;
  const state = atomic.load<u32>(kind + CLASS_STATE);
  if (state == CLASS_IS_FREE) return 0;
  if (state == CLASS_QUEUES) return aheadInQueue(tx, load<u32>(kind, CLASS_QUEUE));
  const first = load<u32>(kind, CLASS_FIRST);
  const second = load<u32>(kind, CLASS_SECOND);
  return tx + 1 <= first ? 0 : tx + 1 <= second ? first : second;
}

/** Takes a place in the queue, unless `tx` has one. */
function aheadInQueue(tx: u32, queue: usize): u32 {
  const place = cellOf(tx) + CELL_QUEUED_BEHIND;
  const known = load<u32>(place);
  if (known != 0) return known == NOBODY_AHEAD ? 0 : known;
  const ahead = joinQueue(queue + CLASS_TAIL, tx + 1);
  store<u32>(place, ahead == 0 ? NOBODY_AHEAD : ahead);
  return ahead;
}

/** Makes `mine` the end of a queue; returns who was it before. Who comes late finds a higher one and waits for nobody. */
function joinQueue(tail: usize, mine: u32): u32 {
  while (true) {
    const last = atomic.load<u32>(tail);
    if (last >= mine) return 0;
    if (atomic.cmpxchg<u32>(tail, last, mine) == last) return last;
  }
}

/** After `tx` has published: what it shows about its class. */
export function learnClass(tx: u32, result: usize): void {
  const kind = classOf(tx);
  if (kind == 0 || load<u32>(kind, CLASS_SECOND) != tx + 1 || load<u32>(kind, CLASS_STATE) != 0) return;
  const hot = firstConflict(result, load<u32>(kind, CLASS_FIRST) - 1);
  if (hot == 0) {
    atomic.store<u32>(kind + CLASS_STATE, CLASS_IS_FREE);
    return;
  }
  store<u32>(kind, <u32>hot, CLASS_HOT);
  const queue = queueAt(hot, kind);
  store<u32>(kind, <u32>queue, CLASS_QUEUE);
  joinQueue(queue + CLASS_TAIL, tx + 1);
  atomic.store<u32>(kind + CLASS_STATE, CLASS_QUEUES);
}

/** The location with the lowest address that the result's transaction read and `writer` wrote, or 0. */
function firstConflict(result: usize, writer: u32): usize {
  let hot: usize = 0;
  let read = <usize>load<u32>(result, RESULT_READS);
  const end = read + <usize>load<u32>(result, RESULT_READ_COUNT) * READ_BYTES;
  for (; read < end; read += READ_BYTES) {
    const location = <usize>load<u32>(read);
    if (hot != 0 && location >= hot) continue;
    const kind = load<u32>(read, READ_KIND);
    if (kind != READ_SLOT && kind != READ_BALANCE) continue;
    const list: usize = kind == READ_SLOT ? SLOT_VERSIONS : ACCOUNT_BALANCE_VERSIONS;
    if (isWrittenBy(location + list, writer)) hot = location;
  }
  return hot;
}

function isWrittenBy(list: usize, writer: u32): bool {
  let node = <usize>atomic.load<u32>(list);
  while (node != 0 && load<u32>(node, VERSION_TX) > writer)
    node = <usize>atomic.load<u32>(node + VERSION_NEXT);
  if (node == 0 || load<u32>(node, VERSION_TX) != writer) return false;
  return (atomic.load<u32>(node + VERSION_STATE) & 7) != VERSION_REMOVED;
}

/** The class whose queue counts at a location: one that queues there already, else this one. */
function queueAt(hot: usize, own: usize): usize {
  let kind = <usize>load<u32>(BLOCK_FIRST_CLASS);
  const end = kind + <usize>load<u32>(BLOCK_CLASS_COUNT) * CLASS_BYTES;
  for (; kind < end; kind += CLASS_BYTES) {
    if (atomic.load<u32>(kind + CLASS_STATE) == CLASS_QUEUES && load<u32>(kind, CLASS_HOT) == <u32>hot)
      return load<u32>(kind, CLASS_QUEUE);
  }
  return own;
}

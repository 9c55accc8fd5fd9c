/** The contexts beyond one per worker: a shared stack, so that a parked transaction can leave its own behind. */

import { CTRL_FREE_CONTEXTS, CTX_FREE_NEXT, PLAN_CONTEXT_STRIDE, PLAN_CONTEXTS } from '../layout';
import { notifyIdle } from './cells';

/** The context at a place; the first ones belong to the workers when a block starts. */
export function contextAt(index: u32): usize {
  return <usize>load<u32>(PLAN_CONTEXTS) + index * load<u32>(PLAN_CONTEXT_STRIDE);
}

/** A free context, or 0. */
export function takeContext(): usize {
  while (true) {
    const head = atomic.load<u32>(CTRL_FREE_CONTEXTS);
    const place = head & 0xff;
    if (place == 0) return 0;
    const context = contextAt(place - 1);
    const next = load<u32>(context, CTX_FREE_NEXT);
    if (atomic.cmpxchg<u32>(CTRL_FREE_CONTEXTS, head, (head & ~0xff) | next) == head) return context;
  }
}

/** Gives a context back. */
export function giveContext(context: usize): void {
  const index = (<u32>context - load<u32>(PLAN_CONTEXTS)) / load<u32>(PLAN_CONTEXT_STRIDE);
  while (true) {
    const head = atomic.load<u32>(CTRL_FREE_CONTEXTS);
    store<u32>(context, head & 0xff, CTX_FREE_NEXT);
    const pushed = ((head & ~0xff) + 0x100) | (index + 1);
    if (atomic.cmpxchg<u32>(CTRL_FREE_CONTEXTS, head, pushed) == head) return;
  }
}

/** Waking a worker takes some 35 µs, so it is done for a few contexts that it can use at once. */
const CONTEXTS_PER_WAKE: u32 = 4;
let contextsGiven: u32 = 0;

/** Gives a context back and now and then wakes those who may have waited for one. */
export function offerContext(context: usize): void {
  giveContext(context);
  if (++contextsGiven < CONTEXTS_PER_WAKE) return;
  contextsGiven = 0;
  notifyIdle();
}

/** True when a context is free. */
export function hasFreeContext(): bool {
  return (atomic.load<u32>(CTRL_FREE_CONTEXTS) & 0xff) != 0;
}

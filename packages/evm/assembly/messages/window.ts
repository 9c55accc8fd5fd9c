/**
 * How far a worker runs ahead of the turn. Running ahead is free while nothing has to be taken back; where
 * things are, less of it is lost the less was run. So the window is halved then, and grows by what is committed.
 */
import { COUNT_TAKEN_BACK } from '../layout';
import { counts } from './outbox';
import { committed, started } from './queue';

const NARROWEST: u32 = 2;
const WIDEST: u32 = 65536;

/** Own transactions, from the lowest that is not committed on, that may be started. */
export let window: u32 = WIDEST;
/** The figures when it was last adjusted. */
let takenBackThen: u32 = 0;
let committedThen: u32 = 0;

export function openWindow(): void {
  window = WIDEST;
  takenBackThen = 0;
  committedThen = 0;
}

export function adjustWindow(): void {
  const takenBack = load<u32>(counts, COUNT_TAKEN_BACK);
  if (takenBack == takenBackThen) {
    window += committed - committedThen;
    if (window > WIDEST) window = WIDEST;
  } else {
    const ahead = started - committed;
    const used = ahead < window ? ahead : window;
    window = used < 2 * NARROWEST ? NARROWEST : used >> 1;
  }
  takenBackThen = takenBack;
  committedThen = committed;
}

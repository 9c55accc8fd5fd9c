import { Machine } from '../machine/machine.ts';
import { Shelf } from '../machine/shelf.ts';
import { Follower } from './follower.ts';

/** A machine with the traced core, and who listens to it. */
export class TracedMachine extends Machine {
  readonly follower: Follower;

  constructor() {
    const follower = new Follower();
    super(follower.hooks);
    this.follower = follower;
  }
}

/** Four traces at a time, on one thread: others wait. */
const MOST = 4;

export const tracedMachines: Shelf<TracedMachine> = new Shelf(() => new TracedMachine(), MOST);

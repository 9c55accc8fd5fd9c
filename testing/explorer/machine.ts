/** Runs workers in one thread, one at a time: before each access a controller says who goes next. */
import type { Access, Need, Pause } from './coreWorker.ts';
import type { Site } from './instrument.ts';

/** Decides about schedules. Its answers must depend on nothing but what it was told: a schedule must repeat. */
export interface Controller {
  /** Who goes next when `worker` stands before an access: itself or one of `ready`, a set of workers by bits. */
  atAccess(step: number, worker: number, access: Access, ready: number): number;
  /** Who goes next when `worker` cannot: one of `ready`. Asked first of all with the last worker. */
  atRest(step: number, worker: number, ready: number): number;
}

/** Sees every access when it is made, in the order of the schedule. What it throws ends the schedule. */
export interface Witness {
  begin(workers: number): void;
  see(worker: number, access: Access, step: number): void;
}

/** A worker that goes next against the rule that one goes on as long as it can, and then the next in turn. */
export interface Move {
  step: number;
  to: number;
}

/** A schedule under which nobody can go on, or which does not end. */
export class StuckError extends Error {
  override name = 'StuckError';
}

/** Accesses after which a schedule counts as one that does not end; the longest that ends has some 50,000. */
const MOST_STEPS = 300_000;

/** Reads in a row without a write, or accesses of the same word at the same place, after which a worker counts as one that spins. */
const SPIN = 2000;
const SAME_PLACE = 100;

interface Member {
  course: Generator<Pause, void, boolean>;
  state: 'ready' | 'waiting' | 'spinning' | 'done';
  /** Reads since its last write; the place of its last access, and how often in a row it was there. */
  reads: number;
  site: Site | undefined;
  place: number;
  repeats: number;
  /** What it waits on. */
  address: number;
  /** The answer to its last question. */
  answer: boolean;
}

/** The first of `ready` after `worker`, in turn. */
export function nextInTurn(worker: number, ready: number): number {
  for (let other = worker + 1; other < 32; other++) if ((ready >>> other) & 1) return other;
  return 31 - Math.clz32(ready & -ready);
}

export class Machine {
  /** Against the rule, in the schedule that ran last. */
  moves: Move[] = [];
  /** Accesses so far. */
  steps = 0;
  witnesses: readonly Witness[] = [];
  #controller: Controller | undefined;
  #members: Member[] = [];
  #ready = 0;
  #next = 0;
  readonly #words: Int32Array;

  constructor(words: Int32Array) {
    this.#words = words;
  }

  /**
   * Runs all courses to their ends.
   *
   * @throws StuckError when nobody can go on, or the schedule does not end; whatever a course throws
   */
  async run(
    courses: Generator<Pause, void, boolean>[],
    controller: Controller,
    answer: (need: Need) => Promise<boolean>,
  ): Promise<void> {
    this.#controller = controller;
    this.#members = courses.map(memberOf);
    this.#ready = 2 ** courses.length - 1;
    this.moves = [];
    this.steps = 0;
    for (const witness of this.witnesses) witness.begin(courses.length);
    let worker = this.#afterRest(courses.length - 1);
    while (worker >= 0) {
      const member = this.#members[worker]!;
      const { done, value } = member.course.next(member.answer);
      if (done) this.#rest(worker, 'done');
      else if (value.kind === 'need') member.answer = await answer(value.need);
      else if (value.kind === 'wait' && this.#words[value.address >> 2] === value.value) {
        member.address = value.address;
        this.#rest(worker, 'waiting');
      } else if (value.kind === 'point') this.stopsAt(worker, outside(value.address));
      worker =
        member.state !== 'ready'
          ? this.#afterRest(worker)
          : isTurn(done ? undefined : value)
            ? this.#next
            : worker;
    }
    const stuck = this.#members.flatMap(({ state }, i) => (state === 'done' ? [] : [i]));
    if (stuck.length > 0) throw new StuckError(`workers ${stuck.join(', ')} wait and nobody wakes them`);
  }

  /** Before an access: true when another worker goes first. */
  stopsAt(worker: number, access: Access): boolean {
    const step = ++this.steps;
    if (step > MOST_STEPS) throw new StuckError(`no end after ${MOST_STEPS} accesses`);
    if (this.#spins(worker, access)) return true;
    const next = this.#controller!.atAccess(step, worker, access, this.#ready);
    this.#next = next;
    if (next === worker) return false;
    this.moves.push({ step, to: next });
    return true;
  }

  /** True when the worker waits in a loop for what others write: it goes on after the next write of another. */
  #spins(worker: number, { writes, site, address }: Access): boolean {
    const member = this.#members[worker]!;
    member.reads = writes ? 0 : member.reads + 1;
    member.repeats = site === member.site && address === member.place ? member.repeats + 1 : 0;
    member.site = site;
    member.place = address;
    const mayWait = site !== undefined && this.#ready !== 1 << worker;
    if (!mayWait || (member.reads < SPIN && member.repeats < SAME_PLACE)) return false;
    member.reads = 0;
    member.repeats = 0;
    this.#rest(worker, 'spinning');
    return true;
  }

  /** An access is made. */
  makes(worker: number, access: Access): void {
    if (access.isAtomic && access.writes) this.#endSpins();
    for (const witness of this.witnesses) witness.see(worker, access, this.steps);
  }

  /** Wakes who waits on an address. */
  notify(address: number, count: number): number {
    let woken = 0;
    for (const [worker, member] of this.#members.entries()) {
      if (member.state !== 'waiting' || member.address !== address || woken === count >>> 0) continue;
      this.#wake(worker);
      woken++;
    }
    return woken;
  }

  #endSpins(): void {
    for (const [worker, member] of this.#members.entries())
      if (member.state === 'spinning') this.#wake(worker);
  }

  #wake(worker: number): void {
    this.#members[worker]!.state = 'ready';
    this.#ready |= 1 << worker;
  }

  #rest(worker: number, state: 'waiting' | 'spinning' | 'done'): void {
    this.#members[worker]!.state = state;
    this.#ready &= ~(1 << worker);
  }

  /** Who goes next when one cannot; -1 for nobody. */
  #afterRest(worker: number): number {
    if (this.#ready === 0) this.#endSpins(); // they may have been busy with something else
    if (this.#ready === 0) return -1;
    const step = ++this.steps;
    const next = this.#controller!.atRest(step, worker, this.#ready);
    if (next !== nextInTurn(worker, this.#ready)) this.moves.push({ step, to: next });
    return next;
  }
}

function memberOf(course: Generator<Pause, void, boolean>): Member {
  return {
    course,
    state: 'ready',
    reads: 0,
    site: undefined,
    place: 0,
    repeats: 0,
    address: 0,
    answer: true,
  };
}

/** True for a pause at which the controller chose who goes next. */
function isTurn(pause: Pause | undefined): boolean {
  return pause?.kind === 'access' || pause?.kind === 'point';
}

function outside(address: number): Access {
  return { site: undefined, address, bytes: 4, isAtomic: true, reads: true, writes: false };
}

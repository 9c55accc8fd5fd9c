/**
 * Finds plain accesses that nothing orders. Atomic accesses order what is before and after them (vector
 * clocks: Flanagan and Freund, FastTrack, PLDI 2009); two accesses of a word, one of them plain and one of
 * them a write, must be ordered by such, or a processor may show them in any order. Where all are, schedules
 * differ only by the order of atomic accesses, so it is enough to preempt there.
 */
import type { Access } from './coreWorker.ts';
import type { Site } from './instrument.ts';
import type { Witness } from './machine.ts';

/** Two accesses of a word that nothing orders. */
export class RaceError extends Error {
  override name = 'RaceError';
}

/** What is known about a word of 4 bytes. A clock of 0 stands for before the block. */
interface Shadow {
  /** Schedule that it speaks of. */
  schedule: number;
  /** Last write: by whom, at which of its times, where. */
  writer: number;
  written: number;
  writeSite: Site | undefined;
  isAtomicWrite: boolean;
  /** Last atomic and plain read of each worker, and where. */
  atomicReads: number[];
  atomicReadSites: (Site | undefined)[];
  plainReads: number[];
  plainReadSites: (Site | undefined)[];
  /** What the last atomic write passes on to who reads it. */
  released: number[] | undefined;
}

/** Pairs of functions that race and may, with the reason; docs/concurrency.md says more. */
const meant: readonly (readonly [one: string, other: string])[] = [
  // A first look that spares a compare-exchange; the compare-exchange decides.
  ['parallel/dirty/noteDirtyAccount', 'parallel/dirty/noteDirtyAccount'],
  ['parallel/dirty/noteDirtySlot', 'parallel/dirty/noteDirtySlot'],
  // Whose transaction it is, asked before the lock is taken and again under it.
  ['parallel/notes/noteFinished', 'parallel/commit/belongsTo'],
  // How crowded a location is: a hint.
  ['parallel/validate/noteConflict', 'state/knowValue'],
  ['parallel/validate/noteConflict', 'state/knowBalance'],
  ['parallel/validate/noteConflict', 'state/knowNonce'],
  ['parallel/validate/noteConflict', 'state/knowCode'],
  // Whether a follower of the head is taken back early, while those before it may still write; its own turn decides.
  ['parallel/signatures/setBit', 'parallel/signatures/mayConflict'],
  ['parallel/signatures/clearSketch', 'parallel/signatures/mayConflict'],
  // A mark that everybody sets to 1 and nobody reads before the end.
  ['listed/verify/isAccountAsListed', 'listed/verify/isAccountAsListed'],
  ['listed/verify/isSlotAsListed', 'listed/verify/isSlotAsListed'],
  // Read for a compare-exchange that fails when the waiter has gone on by itself.
  ['parallel/worker/reunite', 'parallel/cells/awakened'],
];
const racing = new Set(meant.flat());

/** True for a plain access that may race, so that its order matters like that of an atomic one. */
export function mayRace(site: Site): boolean {
  return racing.has(site.function);
}

export class Races implements Witness {
  readonly #shadows = new Map<number, Shadow>();
  #schedule = 0;
  #clocks: number[][] = [];

  begin(workers: number): void {
    this.#schedule++;
    this.#clocks = Array.from({ length: workers }, (_, worker) =>
      Array.from({ length: workers }, (_, other) => (other === worker ? 1 : 0)),
    );
  }

  see(worker: number, access: Access): void {
    const first = access.address >>> 2;
    const last = (access.address + access.bytes - 1) >>> 2;
    for (let word = first; word <= last; word++) this.#seeWord(worker, access, word);
    if (access.isAtomic && access.writes) this.#clocks[worker]![worker]!++;
  }

  #seeWord(worker: number, access: Access, word: number): void {
    const clock = this.#clocks[worker]!;
    const shadow = this.#shadowOf(word, clock.length);
    if (access.isAtomic && access.reads && shadow.released !== undefined) join(clock, shadow.released);
    this.#check(worker, access, word, shadow);
    if (access.reads) {
      (access.isAtomic ? shadow.atomicReads : shadow.plainReads)[worker] = clock[worker]!;
      (access.isAtomic ? shadow.atomicReadSites : shadow.plainReadSites)[worker] = access.site;
    }
    if (!access.writes) return;
    shadow.writer = worker;
    shadow.written = clock[worker]!;
    shadow.writeSite = access.site;
    shadow.isAtomicWrite = access.isAtomic;
    shadow.released = access.isAtomic ? clock.slice() : undefined;
  }

  #shadowOf(word: number, workers: number): Shadow {
    let shadow = this.#shadows.get(word);
    if (shadow === undefined) {
      shadow = newShadow(workers);
      this.#shadows.set(word, shadow);
    }
    if (shadow.schedule !== this.#schedule) {
      shadow.schedule = this.#schedule;
      shadow.written = 0;
      shadow.isAtomicWrite = false;
      shadow.atomicReads.fill(0);
      shadow.plainReads.fill(0);
      shadow.released = undefined;
    }
    return shadow;
  }

  #check(worker: number, access: Access, word: number, shadow: Shadow): void {
    const clock = this.#clocks[worker]!;
    const bothAtomic = access.isAtomic && shadow.isAtomicWrite;
    if (!bothAtomic && shadow.written > clock[shadow.writer]!) report(access, shadow.writeSite, word);
    if (!access.writes) return;
    for (let other = 0; other < clock.length; other++) {
      if (shadow.plainReads[other]! > clock[other]!) report(access, shadow.plainReadSites[other], word);
      if (!access.isAtomic && shadow.atomicReads[other]! > clock[other]!)
        report(access, shadow.atomicReadSites[other], word);
    }
  }
}

function newShadow(workers: number): Shadow {
  return {
    schedule: 0,
    writer: 0,
    written: 0,
    writeSite: undefined,
    isAtomicWrite: false,
    atomicReads: new Array<number>(workers).fill(0),
    atomicReadSites: [],
    plainReads: new Array<number>(workers).fill(0),
    plainReadSites: [],
    released: undefined,
  };
}

function join(clock: number[], other: readonly number[]): void {
  for (let i = 0; i < clock.length; i++) if (other[i]! > clock[i]!) clock[i] = other[i]!;
}

/** @throws RaceError unless the race is one that is meant */
function report({ site }: Access, other: Site | undefined, word: number): void {
  const isPair = (one: string, two: string) => site?.function === one && other?.function === two;
  if (meant.some(([one, two]) => isPair(one, two) || isPair(two, one))) return;
  const [here, there] = [site, other].map((at) => (at ? `${at.function} (${at.operation})` : 'the worker'));
  throw new RaceError(`nothing orders ${here} and ${there} at 0x${(4 * word).toString(16)}`);
}

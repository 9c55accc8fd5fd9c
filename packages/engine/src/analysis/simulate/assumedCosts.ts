import type { CostTable, MechanismCosts } from './costs.ts';

/**
 * Measured on two cores of an AMD EPYC (2026-11), each from what tells it apart. A token transfer takes 0.23 µs more with
 * versions on one worker than serially, and 0.44 µs more than that on two, with 6 locations; with a plan 0.13 and 0.27. That
 * goes with the locations and not with the time: hashing alone takes 0.4 % longer beside a second busy worker. Folding 20,000
 * locations takes 0.93 ms on one worker, loading and folding as many listed ones 2.6 ms. The main thread is busy for 5 to 10 µs
 * per worker with order and answer (up to 32 of them). Messages are fitted to blocks of token transfers and swaps.
 */
const versions: MechanismCosts = {
  blockUs: 30,
  workerUs: 8,
  transactionUs: 0.06,
  locationUs: 0.016,
  foreignUs: 0.147,
  foldUs: 0.047,
  commitUs: 0.07,
  parkUs: 0.5,
  spinUs: 20,
  wakeUs: 35,
  messageUs: 0.5,
};

const plan: MechanismCosts = { ...versions, locationUs: 0, foreignUs: 0.092, foldUs: 0 };
const listed: MechanismCosts = { ...versions, locationUs: 0.03, foldUs: 0.13 };
const messages: MechanismCosts = { ...versions, locationUs: 0.06, foreignUs: 0, foldUs: 0 };

export const assumedCosts: CostTable = {
  serial: { ...versions, blockUs: 0, transactionUs: 0, locationUs: 0, foreignUs: 0, foldUs: 0, commitUs: 0 },
  optimistic: versions,
  locks: versions,
  'access-list': plan,
  'block-access-list': listed,
  'message-passing-hash': messages,
  'message-passing-affinity': messages,
};

/**
 * What the mechanisms cost beyond the transactions themselves, as the simulator takes it.
 */

/** The simulated mechanisms. Two of them come in two kinds each: by the sort of list, by the placement of accounts. */
export const simulatedMechanisms = [
  'serial',
  'optimistic',
  'locks',
  'access-list',
  'block-access-list',
  'message-passing-hash',
  'message-passing-affinity',
] as const;
export type SimulatedMechanism = (typeof simulatedMechanisms)[number];

/** Times in microseconds. */
export interface MechanismCosts {
  /** Once per block, beyond what serial execution costs. */
  blockUs: number;
  /** Per block and worker beyond the first: the main thread gives orders one by one, and so it takes the answers. */
  workerUs: number;
  /** Per execution of a transaction, on its worker: claiming, publishing. */
  transactionUs: number;
  /** Per execution and location that it reads or writes: looking up and noting. */
  locationUs: number;
  /** The same again where another core used the location last, of n cores in n - 1 cases of n: its lines come from that one's cache. */
  foreignUs: number;
  /** Per location that the block writes, shared out among the workers: folding it after the block, or loading it before. */
  foldUs: number;
  /** Per transaction, in block order, one at a time in the whole block: the commit. */
  commitUs: number;
  /** Per transaction that is parked or taken back: what moving it costs. */
  parkUs: number;
  /** An idle worker looks for work so long, then sleeps; and so long it takes to wake. */
  spinUs: number;
  wakeUs: number;
  /** Per message, at the sender and again at the receiver. */
  messageUs: number;
}

const none: MechanismCosts = {
  blockUs: 0,
  workerUs: 0,
  transactionUs: 0,
  locationUs: 0,
  foreignUs: 0,
  foldUs: 0,
  commitUs: 0,
  parkUs: 0,
  spinUs: Number.POSITIVE_INFINITY,
  wakeUs: 0,
  messageUs: 0,
};

/** Microseconds of one execution beyond the transaction itself, with so many locations. */
export function executionUs(costs: MechanismCosts, locations: number, cores: number): number {
  const { transactionUs, locationUs, foreignUs } = costs;
  return transactionUs + locations * (locationUs + foreignUs * (1 - 1 / cores));
}

export type CostTable = Readonly<Record<SimulatedMechanism, MechanismCosts>>;

/** No mechanism costs anything: what the conflicts alone make of a block. */
export const freeOfCost: CostTable = {
  serial: none,
  optimistic: none,
  locks: none,
  'access-list': none,
  'block-access-list': none,
  'message-passing-hash': none,
  'message-passing-affinity': none,
};

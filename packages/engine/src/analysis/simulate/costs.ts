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
  /** Once per block: orders to the workers, plans, folding what changed. */
  blockUs: number;
  /** Per block and worker beyond the first: waking it and collecting its part. */
  workerUs: number;
  /** Per execution of a transaction, on its worker: claiming, publishing. */
  transactionUs: number;
  /** Per execution and location that it reads or writes: looking up and noting. */
  locationUs: number;
  /** Per transaction, in block order, one at a time in the whole block: the commit. */
  commitUs: number;
  /** Per transaction that is parked or taken back: what moving it costs. */
  parkUs: number;
  /** An idle worker looks for work so long, then sleeps; and so long it takes to wake. */
  spinUs: number;
  wakeUs: number;
  /** Per message, at the sender and again at the receiver. */
  messageUs: number;
  /** Time of a transaction beside a second busy worker, over its time alone: caches and memory are shared. */
  beside: number;
}

const none: MechanismCosts = {
  blockUs: 0,
  workerUs: 0,
  transactionUs: 0,
  locationUs: 0,
  commitUs: 0,
  parkUs: 0,
  spinUs: Number.POSITIVE_INFINITY,
  wakeUs: 0,
  messageUs: 0,
  beside: 1,
};

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

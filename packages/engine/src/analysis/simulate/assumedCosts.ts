import type { CostTable, MechanismCosts } from './costs.ts';

/**
 * Assumed, from single readings: half a microsecond per transaction is what versions of plain transfers cost, 35 µs what waking
 * a thread takes. A table fitted to sample blocks was worse: it put Uniswap on 50 pairs at 1.97 times serial on two cores, where
 * this one says 1.81 and 1.70 was measured (2026-11). docs/explain.md has prediction beside measurement.
 */
const rough: MechanismCosts = {
  blockUs: 100,
  workerUs: 20,
  transactionUs: 0.5,
  locationUs: 0.05,
  commitUs: 0.1,
  parkUs: 0.5,
  spinUs: 20,
  wakeUs: 35,
  messageUs: 0.1,
  beside: 1.05,
};

export const assumedCosts: CostTable = {
  serial: { ...rough, blockUs: 0, workerUs: 0, transactionUs: 0, locationUs: 0, commitUs: 0, beside: 1 },
  optimistic: rough,
  locks: rough,
  'access-list': rough,
  'block-access-list': rough,
  'message-passing-hash': rough,
  'message-passing-affinity': rough,
};

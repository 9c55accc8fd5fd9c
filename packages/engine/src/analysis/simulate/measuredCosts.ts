import type { CostTable, MechanismCosts } from './costs.ts';

/** Before measurements: half a microsecond per transaction, as the versions of plain transfers cost. */
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

export const measuredCosts: CostTable = {
  serial: { ...rough, blockUs: 0, workerUs: 0, transactionUs: 0, locationUs: 0, commitUs: 0, beside: 1 },
  optimistic: rough,
  locks: rough,
  'access-list': rough,
  'block-access-list': rough,
  'message-passing-hash': rough,
  'message-passing-affinity': rough,
};

/**
 * Measures what the mechanisms cost beyond their transactions and prints the rows of
 * packages/engine/src/analysis/simulate/measuredCosts.ts. `node bench/calibrate.mjs [rounds]`, on a quiet machine of
 * two cores or more; docs/explain.md says what follows from which measurement.
 */
import process from 'node:process';
import { createPool, executeBlock, mechanisms, retime, workOf } from '@heddle/engine';
import { generateSampleBlock } from '@heddle/node';

const rounds = Number(process.argv[2] ?? 15);
const WARM_UP = 8;

const blocks = {
  tiny: generateSampleBlock({ transactions: 2, ethTransfers: 1 }),
  transfers: generateSampleBlock({ transactions: 5000, ethTransfers: 1, contention: 0 }),
  tokens: generateSampleBlock({ transactions: 3000, manyErc20: 1, contention: 0 }),
  swaps: generateSampleBlock({ transactions: 1500, swapsManyPairs: 1, contention: 0 }),
  chain: generateSampleBlock({ transactions: 800, swapsFewPairs: 1, contention: 1 }),
};

const median = (values) => values.toSorted((a, b) => a - b)[values.length >> 1];
const pools = new Map();
for (const workers of [1, 2, 8]) pools.set(workers, await createPool({ workers }));

/** Runs a block; serial execution also lists what it accesses, for the mechanism that wants to be told. */
async function run({ block, state }, mechanism, workers, more = {}) {
  return executeBlock(block, state, { mechanism, pool: pools.get(workers), fallBack: false, ...more });
}

/** Median reports of several contestants, in turn within each round. */
async function measure(sample, contestants) {
  const reports = contestants.map(() => []);
  for (let round = 0; round < WARM_UP + rounds; round++) {
    for (const [index, { mechanism, workers, more }] of contestants.entries()) {
      const { report } = await run(sample, mechanism, workers, more);
      if (round >= WARM_UP) reports[index].push(report);
    }
  }
  return reports.map((own) => ({ ms: median(own.map(({ ms }) => ms)), reports: own }));
}

/** The serial execution: time, work of the transactions and how many locations they touch. */
async function baseOf(sample) {
  const [{ ms, reports }] = await measure(sample, [{ mechanism: 'serial', workers: 1 }]);
  const { record } = await run(sample, 'serial', 1, { record: true });
  const { blockAccessList } = await run(sample, 'serial', 1, { listAccesses: true });
  const timed = retime(
    record,
    reports.map(({ transactions }) => transactions),
  );
  const { items, workMs } = workOf(timed);
  const locations = items.reduce((sum, { uses }) => sum + uses.size, 0);
  return { ms, workMs, count: items.length, locations, blockAccessList };
}

/** Least squares of `cost = transactions·a + locations·b`, neither below 0; microseconds. */
function fit(rows) {
  const sum = (f) => rows.reduce((total, row) => total + f(row), 0);
  const [nn, nl, ll] = [
    sum((r) => r.count ** 2),
    sum((r) => r.count * r.locations),
    sum((r) => r.locations ** 2),
  ];
  const [nc, lc] = [sum((r) => r.count * r.us), sum((r) => r.locations * r.us)];
  const determinant = nn * ll - nl * nl;
  const a = (nc * ll - lc * nl) / determinant;
  const b = (lc * nn - nc * nl) / determinant;
  if (a < 0) return { transactionUs: 0, locationUs: Math.max(0, lc / ll) };
  if (b < 0) return { transactionUs: Math.max(0, nc / nn), locationUs: 0 };
  return { transactionUs: a, locationUs: b };
}

const bases = {};
for (const [name, sample] of Object.entries(blocks)) bases[name] = await baseOf(sample);

/** Of what a transaction costs, the part that is paid in block order, one at a time: assumed, not measured. */
const COMMIT_SHARE = 0.25;

async function calibrate(mechanism) {
  const times = {};
  for (const [name, sample] of Object.entries(blocks)) {
    const more = mechanism === 'access-list' ? { blockAccessList: bases[name].blockAccessList } : {};
    const contestants = [1, 2, 8].map((workers) => ({ mechanism, workers, more }));
    times[name] = await measure(sample, name === 'tiny' ? contestants : contestants.slice(0, 2));
  }
  const blockUs = Math.max(0, (times.tiny[0].ms - bases.tiny.ms) * 1000);
  const workerUs = Math.max(0, ((times.tiny[2].ms - times.tiny[1].ms) / 6) * 1000);
  const apart = ['transfers', 'tokens', 'swaps'].map((name) => {
    const { ms, count, locations } = bases[name];
    return { name, count, locations, us: (times[name][0].ms - ms) * 1000 - blockUs };
  });
  const { transactionUs, locationUs } = fit(apart);
  const besides = apart.map(({ name, us }) => {
    const shared = times[name][1].ms - (blockUs + workerUs) / 1000 - (bases[name].ms - bases[name].workMs);
    return (2 * shared - Math.max(0, us) / 1000) / bases[name].workMs;
  });
  const waited = median(
    times.chain[1].reports.map((r) => r.transactions.filter((t) => t.blockedBy !== undefined).length),
  );
  const parkUs = waited === 0 ? 0 : Math.max(0, ((times.chain[1].ms - times.chain[0].ms) * 1000) / waited);
  const { sent } = times.swaps[1].reports[0].messages ?? {};
  const messages = sent === undefined ? 0 : Object.values(sent).reduce((sum, amount) => sum + amount, 0);
  const beside = Math.max(1, median(besides));
  const excessUs = (2 * times.swaps[1].ms - times.swaps[0].ms) * 1000;
  return {
    blockUs,
    workerUs,
    transactionUs: transactionUs * (1 - COMMIT_SHARE),
    locationUs,
    commitUs: transactionUs * COMMIT_SHARE,
    parkUs,
    spinUs: 20,
    wakeUs: 35,
    messageUs: messages === 0 ? 0 : Math.max(0, excessUs / messages / 2),
    // What messages cost is not what sharing caches costs.
    beside: messages === 0 ? beside : 1,
  };
}

const rounded = (costs) =>
  Object.fromEntries(Object.entries(costs).map(([name, value]) => [name, Number(value.toPrecision(3))]));
for (const mechanism of mechanisms.filter((name) => name !== 'serial')) {
  console.log(`'${mechanism}':`, rounded(await calibrate(mechanism)));
}
for (const pool of pools.values()) await pool.close();

/**
 * Measures what the mechanisms cost beyond their transactions and prints the rows of
 * packages/engine/src/analysis/simulate/measuredCosts.ts. `node bench/calibrate.mjs [rounds]`, on a quiet machine of
 * two cores or more; docs/explain.md says what follows from which measurement.
 */
import process from 'node:process';
import { createPool, executeBlock, retime, simulatedMechanisms, workOf } from '@heddle/engine';
import { generateSampleBlock, rest, startPinned } from '@heddle/node';

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
for (const workers of [1, 2]) pools.set(workers, (await startPinned(() => createPool({ workers }))).value);

// Not tied to cores: there are more than the machine has, and what counts is what they cost the main thread.
pools.set(16, await createPool({ workers: 16 }));

/** How to execute as a simulated mechanism, with the lists of a block. */
function optionsOf(name, { accessLists, blockAccessList }) {
  if (name === 'access-list') return { mechanism: 'access-list', accessLists };
  if (name === 'block-access-list') return { mechanism: 'access-list', blockAccessList };
  if (name.startsWith('message-passing')) {
    return { mechanism: 'message-passing', placement: name.slice('message-passing-'.length) };
  }
  return { mechanism: name };
}

async function run({ block, state }, workers, options) {
  await rest();
  return executeBlock(block, state, { pool: pools.get(workers), fallBack: false, ...options });
}

/** Reports of several contestants, in turn within each round, and the least time: being interrupted only adds. */
async function measure(sample, contestants) {
  const reports = contestants.map(() => []);
  for (let round = 0; round < WARM_UP + rounds; round++) {
    for (const [index, { workers, options }] of contestants.entries()) {
      const { report } = await run(sample, workers, options);
      if (round >= WARM_UP) reports[index].push(report);
    }
  }
  return reports.map((own) => ({ ms: Math.min(...own.map(({ ms }) => ms)), reports: own }));
}

/**
 * Milliseconds from the first start to the last end on one worker, put together from medians of each step, so that
 * being interrupted now and then does not count.
 */
function runningMs(reports) {
  const steps = reports.map(({ transactions }) => {
    const byStart = transactions.toSorted((a, b) => a.startMs - b.startMs);
    return byStart.map(({ startMs, endMs }, i) => (byStart[i + 1]?.startMs ?? endMs) - startMs);
  });
  return steps[0].reduce((sum, _, i) => sum + median(steps.map((own) => own[i])), 0);
}

/** Milliseconds inside transactions, each by its median. */
function insideMs(reports) {
  const spans = reports.map(({ transactions }) => transactions.map(({ startMs, endMs }) => endMs - startMs));
  return spans[0].reduce((sum, _, i) => sum + median(spans.map((own) => own[i])), 0);
}

/** The serial execution: time, work of the transactions and how many locations they touch. */
async function baseOf(sample) {
  const [{ ms, reports }] = await measure(sample, [{ workers: 1, options: { mechanism: 'serial' } }]);
  const serially = (more) => run(sample, 1, { mechanism: 'serial', ...more });
  const { record } = await serially({ record: true });
  const { blockAccessList } = await serially({ listAccesses: true });
  const { accessLists } = await serially({ createAccessLists: true });
  const timed = retime(
    record,
    reports.map(({ transactions }) => transactions),
  );
  const { items, workMs } = workOf(timed);
  const locations = items.reduce((sum, { uses }) => sum + uses.size, 0);
  return {
    ms,
    workMs,
    runningMs: runningMs(reports),
    count: items.length,
    locations,
    blockAccessList,
    accessLists,
  };
}

/** Least squares of `us = a + locations·b` per transaction, neither below 0. */
function fit(rows) {
  const xs = rows.map(({ count, locations }) => locations / count);
  const ys = rows.map(({ count, us }) => us / count);
  const mean = (values) => values.reduce((sum, value) => sum + value, 0) / values.length;
  const products = (f) => mean(xs.map((x, i) => f(x - mean(xs), ys[i] - mean(ys))));
  const slope = products((x, y) => x * y) / products((x) => x * x);
  const start = mean(ys) - slope * mean(xs);
  if (slope < 0) return { transactionUs: Math.max(0, mean(ys)), locationUs: 0 };
  if (start < 0) return { transactionUs: 0, locationUs: Math.max(0, mean(ys) / mean(xs)) };
  return { transactionUs: start, locationUs: slope };
}

/** Median milliseconds of the tiny block, many times without rest: what is around the transactions. */
async function aroundMs(workers, options) {
  const times = [];
  for (let round = 0; round < 200; round++) {
    const { block, state } = blocks.tiny;
    const { report } = await executeBlock(block, state, {
      pool: pools.get(workers),
      fallBack: false,
      ...options,
    });
    if (round >= 50) times.push(report.ms);
  }
  return median(times);
}

async function aroundOf(options) {
  const [serial, one, two, many] = [
    await aroundMs(1, { mechanism: 'serial' }),
    await aroundMs(1, options),
    await aroundMs(2, options),
    await aroundMs(16, options),
  ];
  const perWorker = (many - two) / 14;
  return { blockUs: Math.max(0, (one - serial) * 1000), workerUs: Math.max(0, perWorker * 1000) };
}

const bases = {};
for (const [name, sample] of Object.entries(blocks)) bases[name] = await baseOf(sample);

/** Of what a transaction costs, the part that is paid in block order, one at a time: assumed, not measured. */
const COMMIT_SHARE = 0.25;

async function calibrate(mechanism) {
  const times = {};
  for (const [name, sample] of Object.entries(blocks)) {
    const options = optionsOf(mechanism, bases[name]);
    const contestants = [1, 2].map((workers) => ({ workers, options }));
    times[name] = await measure(sample, contestants);
  }
  const { blockUs, workerUs } = await aroundOf(optionsOf(mechanism, bases.tiny));
  const apart = ['transfers', 'tokens', 'swaps'].map((name) => {
    const { count, locations } = bases[name];
    const us = (runningMs(times[name][0].reports) - bases[name].runningMs) * 1000;
    return { name, count, locations, us };
  });
  const { transactionUs, locationUs } = fit(apart);
  // Not transfers: half a microsecond is too short for a clock beside another worker.
  const besides = ['tokens', 'swaps'].map((name) => {
    const [alone, together] = times[name].map(({ reports }) => insideMs(reports));
    return together / alone;
  });
  const waited = median(
    times.chain[1].reports.map((r) => r.transactions.filter((t) => t.blockedBy !== undefined).length),
  );
  const parkUs = waited === 0 ? 0 : Math.max(0, ((times.chain[1].ms - times.chain[0].ms) * 1000) / waited);
  const { sent } = times.swaps[1].reports[0].messages ?? {};
  const messages = sent === undefined ? 0 : Object.values(sent).reduce((sum, amount) => sum + amount, 0);
  const beside = Math.max(1, (besides[0] + besides[1]) / 2);
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
for (const mechanism of simulatedMechanisms.filter((name) => name !== 'serial')) {
  console.log(`'${mechanism}':`, rounded(await calibrate(mechanism)));
}
for (const pool of pools.values()) await pool.close();

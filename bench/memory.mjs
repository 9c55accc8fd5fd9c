/**
 * Peak memory of a process that makes up a block of 1 Ggas of ERC-20 transfers, executes it serially and
 * in parallel, and reads receipts and changes. `node bench/memory.mjs [transactions] [workers]`.
 */
import process from 'node:process';
import { createPool, executeBlock } from '@heddle/engine';
import { generateSampleBlock } from '@heddle/node';

const MIB = 2 ** 20;
const transactions = Number(process.argv[2] ?? 20_000);
const workers = Number(process.argv[3] ?? 2);

const { block, state } = generateSampleBlock({ transactions, hotErc20: 1, manyErc20: 1 });
const generatedMib = process.resourceUsage().maxRSS / 1024;
const pool = await createPool({ workers });
const rows = [];
for (const mechanism of ['serial', 'optimistic']) {
  const result = await executeBlock(block, state, { mechanism, pool });
  rows.push({
    mechanism,
    mgas: Number(result.gasUsed) / 1e6,
    ms: result.report.ms,
    mgasPerSecond: Number(result.gasUsed) / 1e3 / result.report.ms,
    changedAccounts: result.changes.accounts.length,
    peakMib: process.resourceUsage().maxRSS / 1024,
  });
}
await pool.close();

console.log(
  `${transactions} transactions, ${workers} workers; ${generatedMib.toFixed(0)} MiB before the first execution`,
);
console.table(
  rows.map((row) =>
    Object.fromEntries(
      Object.entries(row).map(([k, v]) => [k, typeof v === 'number' ? Number(v.toFixed(1)) : v]),
    ),
  ),
);
console.log(JSON.stringify({ transactions, workers, generatedMib, rows }));
if (rows.some(({ peakMib }) => peakMib * MIB > 2 ** 30)) console.log('above 1 GiB');

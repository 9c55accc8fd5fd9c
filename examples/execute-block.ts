/** Executes a block on all cores and prints what came of it. */
import { executeBlock } from '@heddle/engine';
import { generateSampleBlock } from '@heddle/node';

const { block, state } = generateSampleBlock({ transactions: 500 });
const { receipts, gasUsed, report } = await executeBlock(block, state);

const failed = receipts.filter((receipt) => receipt.status === 0).length;
console.log(
  `${receipts.length} transactions, ${failed} failed, ${gasUsed} gas in ${report.ms.toFixed(1)} ms`,
);
console.log(`${report.mechanism} on ${report.workers} workers, ${report.reExecutions} executions repeated`);

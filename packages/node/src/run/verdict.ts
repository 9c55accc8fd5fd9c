import type { Block, BlockResult } from '@heddle/engine';
import { rulesOf } from '@heddle/evm';
import { digestOf } from './digest.ts';

/** Whether an execution agrees with the block's header and with the serial execution. */
export interface Verdict {
  gasUsed: boolean;
  logsBloom: boolean;
  /** Null before Byzantium: receipts then held state roots, which a block file cannot prove. */
  receiptsRoot: boolean | null;
  /** Same receipts and same state changes as the serial execution. */
  equalsSerial: boolean;
}

/** What the serial execution ended in, as far as others are compared with it. */
export interface Reference {
  receipts: string;
  changes: string;
}

/** A verdict and, for what does not hold, one sentence with both values. */
export interface Judgement {
  verdict: Verdict;
  differences: string[];
}

export function referenceOf(result: BlockResult): Reference {
  return { receipts: digestOf(result.receipts), changes: digestOf(result.changes) };
}

function differsFromSerial(own: Reference, serial: Reference): string[] {
  return [
    ...(own.receipts === serial.receipts ? [] : ['receipts differ from those of the serial execution']),
    ...(own.changes === serial.changes ? [] : ['state changes differ from those of the serial execution']),
  ];
}

/** A bloom has 512 digits: enough of it to see that it is another. */
const brief = (value: bigint | string) =>
  typeof value === 'string' && value.length > 66 ? `${value.slice(0, 18)}…${value.slice(-8)}` : `${value}`;

/** Compares a result with the header of its block and with the serial execution. */
export function judge({ header, hardfork }: Block, result: BlockResult, serial: Reference): Judgement {
  const compared = [
    { what: 'gas used', is: result.gasUsed, expected: header.gasUsed },
    { what: 'logs bloom', is: result.logsBloom, expected: header.logsBloom },
    { what: 'receipts root', is: result.receiptsRoot, expected: header.receiptsRoot },
  ].map((row) => ({ ...row, holds: row.is === row.expected }));
  const [gasUsed, logsBloom, receiptsRoot] = compared.map((row) => row.holds) as [boolean, boolean, boolean];
  const hasRoot = rulesOf(hardfork).receiptStatus;
  const fromSerial = differsFromSerial(referenceOf(result), serial);
  return {
    verdict: {
      gasUsed,
      logsBloom,
      receiptsRoot: hasRoot ? receiptsRoot : null,
      equalsSerial: fromSerial.length === 0,
    },
    differences: [
      ...compared
        .filter((row) => !row.holds && (hasRoot || row.what !== 'receipts root'))
        .map((row) => `${row.what} is ${brief(row.is)}, the header says ${brief(row.expected)}`),
      ...fromSerial,
    ],
  };
}

/** Holds only where both hold. */
export function both(a: Verdict, b: Verdict): Verdict {
  return {
    gasUsed: a.gasUsed && b.gasUsed,
    logsBloom: a.logsBloom && b.logsBloom,
    receiptsRoot: a.receiptsRoot === null ? null : a.receiptsRoot && b.receiptsRoot,
    equalsSerial: a.equalsSerial && b.equalsSerial,
  };
}

/** True when nothing speaks against the execution. */
export function holds(verdict: Verdict): boolean {
  return verdict.gasUsed && verdict.logsBloom && verdict.receiptsRoot !== false && verdict.equalsSerial;
}

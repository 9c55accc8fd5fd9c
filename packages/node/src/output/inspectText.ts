import type { StoredBlock } from '@heddle/chain';
import type { Colors } from '../terminal.ts';
import { renderTable } from './table.ts';

/** Facts by name, for people and programs; wei and other large numbers as text. */
export type Inspection = Record<string, string | number | boolean | undefined>;

/** What is shown of a block. */
export function blockFacts(
  { hash, header, transactions, ommers, sizeBytes, totalDifficulty }: StoredBlock,
  isCanonical: boolean,
): Inspection {
  return {
    number: Number(header.number),
    hash,
    isCanonical,
    parentHash: header.parentHash,
    stateRoot: header.stateRoot,
    timestamp: Number(header.timestamp),
    beneficiary: header.beneficiary,
    gasUsed: Number(header.gasUsed),
    gasLimit: Number(header.gasLimit),
    transactions: transactions.length,
    ommers: ommers.length,
    sizeBytes,
    totalDifficulty: `${totalDifficulty}`,
  };
}

/** One thing as lines of name and value, several as a table. */
export function inspectText(found: Inspection | Inspection[], colors: Colors): string {
  if (!Array.isArray(found)) {
    const width = Math.max(...Object.keys(found).map(({ length }) => length));
    return Object.entries(found)
      .map(([name, value]) => `${colors.bold(name.padEnd(width))}  ${value}\n`)
      .join('');
  }
  const names = Object.keys(found[0] ?? {});
  const columns = names.map(
    (heading, index) => ({ heading, align: index === 0 ? 'left' : 'right' }) as const,
  );
  const rows = found.map((row) => names.map((name) => row[name]?.toLocaleString('en') ?? ''));
  return renderTable(columns, rows, colors);
}

/** What an import did, for programs. Times are in ms; those of phases overlap. */
export interface ImportSummary {
  imported: number;
  /** Blocks that had been imported before. */
  known: number;
  transactions: number;
  gas: number;
  seconds: number;
  mgasPerSecond: number;
  ms: { execute: number; root: number; commit: number };
  /** Part of the base reads that were answered from the cache, 0 to 1; undefined without any. */
  cacheHits: number | undefined;
  head: { number: number; hash: string };
}

const grouped = (value: number) => value.toLocaleString('en', { maximumFractionDigits: 0 });

/** The summary in a few lines. */
export function importText(summary: ImportSummary, isInterrupted: boolean): string {
  const { imported, known, transactions, gas, seconds, mgasPerSecond, ms, cacheHits, head } = summary;
  const before = known === 0 ? '' : `, ${grouped(known)} were there before`;
  const stopped = isInterrupted ? ' Stopped by Ctrl-C.' : '';
  const lines = [
    `${grouped(imported)} blocks imported${before}: ${grouped(transactions)} transactions, ${grouped(gas / 1e6)} Mgas in ${seconds.toFixed(1)} s, ${grouped(mgasPerSecond)} Mgas/s.${stopped}`,
  ];
  if (imported > 0) {
    const phase = (name: string, value: number) => `${name} ${(value / imported).toFixed(1)}`;
    const hits =
      cacheHits === undefined ? '' : `; ${(cacheHits * 100).toFixed(1)} % of the reads were in the cache`;
    lines.push(
      `ms per block, phases overlapping: ${phase('execution', ms.execute)}, ${phase('root', ms.root)}, ${phase('commit', ms.commit)}${hits}`,
    );
  }
  lines.push(`The head is block ${grouped(head.number)}, ${head.hash}.`);
  return `${lines.join('\n')}\n`;
}

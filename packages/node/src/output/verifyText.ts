import type { Finding } from '@heddle/chain';
import type { Colors } from '../terminal.ts';

/** What `heddle verify` found. */
export interface Verification {
  /** Blocks that were checked. */
  blocks: number;
  findings: Finding[];
  seconds: number;
}

/** One line for each finding, and one for all. */
export function verifyText({ blocks, findings, seconds }: Verification, colors: Colors): string {
  const lines = findings.map(({ where, what }) => `${colors.red(where)}: ${what}`);
  const verdict =
    findings.length === 0
      ? colors.green('nothing is wrong')
      : colors.red(`${findings.length} things are wrong`);
  lines.push(`${blocks} blocks and the state after the last: ${verdict} (${seconds.toFixed(1)} s)`);
  return `${lines.join('\n')}\n`;
}

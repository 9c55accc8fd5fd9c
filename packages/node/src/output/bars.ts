/** Horizontal bars for the terminal. */
import type { Colors } from '../terminal.ts';

export interface Bar {
  label: string;
  value: number;
  /** The value as it stands behind the bar. */
  text: string;
  color: 'green' | 'yellow' | 'red' | 'cyan';
}

/** The last eighths of a cell, from none to seven. */
const eighths = ['', '▏', '▎', '▍', '▌', '▋', '▊', '▉'] as const;

function drawn(cells: number): string {
  const whole = Math.floor(cells);
  return '█'.repeat(whole) + eighths[Math.floor((cells - whole) * 8)]!;
}

/**
 * One line per bar, all from 0 on one scale.
 *
 * @param columns width of the picture in characters
 */
export function bars(rows: readonly Bar[], columns: number, colors: Colors): string {
  const labelWidth = Math.max(0, ...rows.map(({ label }) => label.length));
  const textWidth = Math.max(0, ...rows.map(({ text }) => text.length));
  const longest = Math.max(0, ...rows.map(({ value }) => value));
  const cells = Math.max(10, columns - labelWidth - textWidth - 2);
  return rows
    .map(({ label, value, text, color }) => {
      const bar = drawn(longest > 0 ? (value / longest) * cells : 0);
      return `${label.padEnd(labelWidth)} ${colors[color](bar)} ${text}\n`;
    })
    .join('');
}

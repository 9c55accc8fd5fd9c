const grouped = new Intl.NumberFormat('en-US');

/** `12,345,678`. */
export function count(value: number | bigint): string {
  return grouped.format(value);
}

/** Three digits that count, whatever the size: `0.123`, `1.23`, `12.3`, `1,234`; a dash for no number. */
export function figure(value: number): string {
  if (!Number.isFinite(value)) return '–';
  if (value >= 100) return count(Math.round(value));
  return value.toFixed(value >= 10 ? 1 : value >= 1 ? 2 : 3);
}

/** `1.62×`. */
export function factor(value: number): string {
  return Number.isFinite(value) ? `${value.toFixed(2)}×` : '–';
}

/** `0x1234…cdef`: enough of an address or slot to find it by. */
export function shortHex(hex: string): string {
  return hex.length <= 14 ? hex : `${hex.slice(0, 6)}…${hex.slice(-4)}`;
}

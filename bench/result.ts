/** One line of a suite's table. */
export interface Row {
  name: string;
  /** Gas of the work, for Mgas/s; absent where it is not about gas. */
  gas?: bigint;
  /** Median milliseconds by side; undefined where a side cannot do it. */
  ms: Record<string, number | undefined>;
  /** Something to know about the row, such as why a side is missing. */
  note?: string;
}

/** What a suite measured. */
export interface SuiteResult {
  suite: string;
  /** How the figures came about, one sentence each. */
  method: string[];
  /** The sides in the order of their columns. */
  sides: string[];
  /** The side that every other's cell is compared with; without it cells say Mgas/s. */
  against?: string;
  /** What each ratio divides: how many times faster the first is than the second. */
  ratios: [faster: string, than: string][];
  rows: Row[];
  /** Figures about all rows, one line each. */
  summary: string[];
}

/** How many times faster a row's first side is than its second; undefined when either is missing. */
export function ratioOf({ ms }: Row, [faster, than]: [string, string]): number | undefined {
  const [a, b] = [ms[faster], ms[than]];
  return a === undefined || b === undefined ? undefined : b / a;
}

/** Million gas per second. */
export function mgasPerSecond(gas: bigint, ms: number): number {
  return Number(gas) / 1000 / ms;
}

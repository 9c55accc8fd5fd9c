/** Where two values first differ, and what stands there. */
export interface Difference {
  /** Such as `receipts.3.logs.0.data`. */
  path: string;
  expected: unknown;
  actual: unknown;
}

/** The first place, depth first, where two trees of objects, arrays, bytes and primitives differ; undefined if equal. */
export function firstDifference(expected: unknown, actual: unknown, path = ''): Difference | undefined {
  if (Object.is(expected, actual)) return undefined;
  if (!isTree(expected) || !isTree(actual)) return { path, expected, actual };
  const keys = new Set([...Object.keys(expected), ...Object.keys(actual)]);
  for (const key of keys) {
    const difference = firstDifference(expected[key], actual[key], path === '' ? key : `${path}.${key}`);
    if (difference) return difference;
  }
  return undefined;
}

function isTree(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null;
}

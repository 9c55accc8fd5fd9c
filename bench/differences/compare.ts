/** Comparing answers of two implementations, with the differences that are known and why they are. */

/** A place where two answers differ, as `structLogs.3.gasCost`. */
export interface Difference {
  path: string;
  ours: unknown;
  theirs: unknown;
}

/** A difference that is known: where, and why it is right as it is. */
export interface Known {
  reason: string;
  /** True for a difference that this explains. */
  matches(difference: Difference): boolean;
}

type Tree = Readonly<Record<string, unknown>>;

const isTree = (value: unknown): value is Tree => typeof value === 'object' && value !== null;

/** All places where two answers differ. */
export function differencesOf(ours: unknown, theirs: unknown, path = ''): Difference[] {
  if (!isTree(ours) || !isTree(theirs)) return ours === theirs ? [] : [{ path, ours, theirs }];
  const names = new Set([...Object.keys(ours), ...Object.keys(theirs)]);
  return [...names].flatMap((name) =>
    differencesOf(ours[name], theirs[name], path ? `${path}.${name}` : name),
  );
}

/** Those that nothing explains; the reasons that explained one are added to `used`. */
export function unexplained(
  differences: readonly Difference[],
  known: readonly Known[],
  used: Set<string>,
): Difference[] {
  return differences.filter((difference) => {
    const found = known.find((one) => one.matches(difference));
    if (found !== undefined) used.add(found.reason);
    return found === undefined;
  });
}

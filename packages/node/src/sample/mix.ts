/** The kinds of transactions in a sample block. */
export const sampleKinds = [
  'ethTransfers',
  'hotErc20',
  'manyErc20',
  'swapsFewPairs',
  'swapsManyPairs',
  'nftMints',
] as const;

export type SampleKind = (typeof sampleKinds)[number];

/** How many transactions of each kind; a kind left out has none. */
export type SampleMix = Partial<Record<SampleKind, number>>;

const usual: Record<SampleKind, number> = {
  ethTransfers: 300,
  hotErc20: 200,
  manyErc20: 200,
  swapsFewPairs: 100,
  swapsManyPairs: 150,
  nftMints: 50,
};

/**
 * The number of transactions of each kind. Amounts are taken as they are; with a total they are weights of it,
 * and the fractions that rounding leaves go to the kinds that lost most. No amounts at all: the usual mix.
 * @throws {RangeError} when an amount or the total is not a whole number from 0, or all weights are 0.
 */
export function countsOf(mix: SampleMix, total?: number): Record<SampleKind, number> {
  const chosen = sampleKinds.some((kind) => mix[kind] !== undefined) ? mix : usual;
  const weights = sampleKinds.map((kind) => atLeastZero(kind, chosen[kind] ?? 0));
  const sum = weights.reduce((a, b) => a + b, 0);
  if (total === undefined) return byKind(weights.map((weight, i) => whole(sampleKinds[i]!, weight)));
  if (sum === 0) throw new RangeError('a sample block needs an amount above 0 of at least one kind');
  const shares = weights.map((weight) => (weight * whole('transactions', total)) / sum);
  const counts = shares.map(Math.floor);
  const left = total - counts.reduce((a, b) => a + b, 0);
  const byLoss = shares
    .map((share, i) => ({ i, loss: share - Math.floor(share) }))
    .sort((a, b) => b.loss - a.loss);
  for (const { i } of byLoss.slice(0, left)) counts[i]!++;
  return byKind(counts);
}

function byKind(counts: number[]): Record<SampleKind, number> {
  return Object.fromEntries(sampleKinds.map((kind, i) => [kind, counts[i]])) as Record<SampleKind, number>;
}

function atLeastZero(name: string, value: number): number {
  if (!(value >= 0 && Number.isFinite(value)))
    throw new RangeError(`${name} must be 0 or more, not ${value}`);
  return value;
}

function whole(name: string, value: number): number {
  if (!Number.isSafeInteger(atLeastZero(name, value)))
    throw new RangeError(`${name} must be a whole number, not ${value}`);
  return value;
}

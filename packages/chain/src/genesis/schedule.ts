/** When the hardforks of a chain begin, from its configuration. */
import type { ScheduledHardfork } from '@heddle/engine';
import { ForkOrderError, GenesisUnsupportedError } from './errors.ts';
import type { GenesisFields } from './fields.ts';
import { type ForkField, forkFields, otherFields } from './forks.ts';

/** A hardfork of the configuration, with its block or second. */
interface Fork extends ForkField {
  at: bigint;
}

/**
 * The hardforks in order, frontier first, the merge between those by block and those by time.
 *
 * @throws ForkOrderError, GenesisMalformedError, GenesisUnsupportedError naming the field
 */
export function scheduleOf(config: GenesisFields): ScheduledHardfork[] {
  refuseUnknown(config);
  const forks = readForks(config);
  checkOrder(config, forks);
  checkReplayProtection(forks);
  const ours = (by: ForkField['by']) =>
    forks.flatMap(({ hardfork, by: kind, at }): ScheduledHardfork[] =>
      hardfork === undefined || kind !== by
        ? []
        : [[hardfork, by === 'block' ? { block: at } : { time: at }]],
    );
  return [['frontier', { block: 0n }], ...ours('block'), ...mergeOf(config, forks), ...ours('time')];
}

/** A hardfork that nobody here knows changes rules: going on without it would only fail later. */
function refuseUnknown(config: GenesisFields): void {
  const known = new Set([...forkFields.map(({ field }) => field), ...otherFields]);
  for (const name of config.names) {
    if (!/(Block|Time)$/.test(name) || known.has(name) || config.raw(name) === undefined) continue;
    const reason = 'Heddle does not know that hardfork';
    throw new GenesisUnsupportedError({ field: config.path(name), value: config.raw(name), reason });
  }
}

function readForks(config: GenesisFields): Fork[] {
  const petersburg = config.number('petersburgBlock') ?? config.number('constantinopleBlock');
  return forkFields.flatMap((fork) => {
    // Constantinople without a word about its repair has it from the start, as geth reads it (EIP-1716).
    const at = fork.field === 'petersburgBlock' ? petersburg : config.number(fork.field);
    return at === undefined ? [] : [{ ...fork, at }];
  });
}

/** @throws ForkOrderError for one that is missing below a later one, or that begins before an earlier one */
function checkOrder(config: GenesisFields, forks: readonly Fork[]): void {
  let last: Fork | undefined;
  for (const fork of forks) {
    const { field, at, by } = fork;
    if (last?.by === by && at < last.at) {
      const other = config.path(last.field);
      throw new ForkOrderError({ field: config.path(field), value: at, other, otherValue: last.at });
    }
    const between = forkFields.slice(last === undefined ? 0 : indexOf(last) + 1, indexOf(fork));
    const missing = between.find(({ isOptional }) => !isOptional);
    if (missing !== undefined) {
      const facts = { other: config.path(field), otherValue: at, value: undefined };
      throw new ForkOrderError({ field: config.path(missing.field), ...facts });
    }
    if (!fork.isOptional || last?.by === by) last = fork;
  }
}

function indexOf({ field }: ForkField): number {
  return forkFields.findIndex((fork) => fork.field === field);
}

/** Chain ids in signatures came with the same block as the rest of their hardfork, everywhere (EIP-155). */
function checkReplayProtection(forks: readonly Fork[]): void {
  const at = (name: string) => forks.find(({ field }) => field === name)?.at;
  const [one, other] = [at('eip155Block'), at('eip158Block')];
  if (one === other) return;
  const reason = `config.eip158Block is ${other}, and Heddle has both in one hardfork`;
  throw new GenesisUnsupportedError({ field: 'config.eip155Block', value: `${one}`, reason });
}

/** The total difficulty at which the chain merges, where it does; said to be over without a number, it began merged. */
function mergeOf(config: GenesisFields, forks: readonly Fork[]): ScheduledHardfork[] {
  const passed = config.flag('terminalTotalDifficultyPassed') ? 0n : undefined;
  const totalDifficulty = config.number('terminalTotalDifficulty', 256) ?? passed;
  if (totalDifficulty !== undefined) return [['paris', { totalDifficulty }]];
  const later = forks.find(({ by }) => by === 'time');
  if (later === undefined) return [];
  throw config.malformed(
    'terminalTotalDifficulty',
    `a number, since config.${later.field} comes after the merge`,
  );
}

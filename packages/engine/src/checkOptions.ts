/** Which options go together. */
import { OptionInvalidError } from './errors/execution.ts';
import type { ExecuteOptions } from './executeBlock.ts';
import { mechanisms } from './report.ts';
import type { Block } from './types.ts';

/** @throws OptionInvalidError; the number of workers is checked where a pool is made */
export function checkOptions({ mechanism, jitterSeed = 0, record, skipInvalid }: ExecuteOptions): void {
  if (mechanism !== undefined && !mechanisms.includes(mechanism)) {
    throw new OptionInvalidError({
      option: 'mechanism',
      value: mechanism,
      expected: mechanisms.join(' or '),
    });
  }
  if (!Number.isInteger(jitterSeed) || jitterSeed < 0 || jitterSeed >= 2 ** 32) {
    const expected = 'an integer from 0 to 4294967295';
    throw new OptionInvalidError({ option: 'jitterSeed', value: jitterSeed, expected });
  }
  if (skipInvalid === true && mechanism !== 'serial' && (mechanism ?? 'optimistic') !== 'optimistic') {
    const expected = 'false but with mechanism serial or optimistic';
    throw new OptionInvalidError({ option: 'skipInvalid', value: true, expected });
  }
  if (record === true && mechanism !== 'serial') {
    throw new OptionInvalidError({
      option: 'record',
      value: true,
      expected: 'false but with mechanism serial',
    });
  }
}

/** @throws OptionInvalidError when there is not a list for each transaction */
export function checkLists(
  { transactions }: Block,
  { accessLists, onUndeclared = 'fallback' }: ExecuteOptions,
): void {
  if (accessLists !== undefined && accessLists.length !== transactions.length) {
    throw new OptionInvalidError({
      option: 'accessLists',
      value: `${accessLists.length} lists`,
      expected: `${transactions.length}, one per transaction`,
    });
  }
  if (!['strict', 'fallback'].includes(onUndeclared)) {
    throw new OptionInvalidError({
      option: 'onUndeclared',
      value: onUndeclared,
      expected: 'strict or fallback',
    });
  }
}

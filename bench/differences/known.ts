/** Where anvil's traces differ from geth's, which ours follow. */
import type { Known } from './compare.ts';

const ends = (path: string, ...names: string[]) =>
  names.some((name) => path === name || path.endsWith(`.${name}`));

export const knownInTraces: Known[] = [
  {
    reason: 'anvil writes a refund counter of 0, empty return data and empty memory; geth leaves them out',
    matches: ({ path, ours, theirs }) =>
      ours === undefined &&
      ((ends(path, 'refund') && theirs === 0) ||
        (ends(path, 'returnData') && theirs === '0x') ||
        (ends(path, 'memory') && Array.isArray(theirs) && theirs.length === 0)),
  },
  {
    reason:
      'the gas of the outermost frame is the limit of the transaction in geth, what is left of it at the start in anvil',
    matches: ({ path }) => path === 'gas',
  },
  {
    reason: 'anvil keeps accounts that were empty before; geth leaves them out unless asked',
    matches: ({ ours, theirs }) => ours === undefined && JSON.stringify(theirs) === '{"balance":"0x0"}',
  },
  {
    reason: 'anvil says why a frame failed in its own words',
    matches: ({ path, ours, theirs }) =>
      ends(path, 'error') && (typeof ours === 'string' || /^Some\(/.test(`${theirs}`)),
  },
  {
    reason: 'anvil names an undefined opcode Unknown',
    matches: ({ path, theirs }) => ends(path, 'op') && theirs === 'Unknown',
  },
  {
    reason: 'a step that fails costs its price in geth, nothing in anvil',
    matches: ({ path, theirs }) => ends(path, 'gasCost') && theirs === 0,
  },
  {
    reason: 'a creation costs what it hands over in anvil, as a call does; not in geth',
    matches: ({ path, ours, theirs }) =>
      ends(path, 'gasCost') && Number(ours) >= 32_000 && Number(theirs) > Number(ours),
  },
  {
    reason: 'geth gives the refund counter after the instruction, anvil before it',
    matches: ({ path }) => ends(path, 'refund'),
  },
  {
    reason: 'anvil numbers logs across the transaction',
    matches: ({ path, ours }) => ends(path, 'index') && ours === undefined,
  },
  {
    reason: 'anvil keeps the logs of frames that failed',
    matches: ({ path, ours }) => ends(path, 'logs') && ours === undefined,
  },
  {
    reason: 'anvil counts calls of precompiles among the selectors',
    matches: ({ path, ours }) => /^0x(00000000|f5a5fd42)-60$/.test(path) && ours === undefined,
  },
  {
    reason: 'anvil shows a self-destruction although only the outermost call is wanted',
    matches: ({ path, ours }) => path === 'calls' && ours === undefined,
  },
  {
    reason: 'anvil leaves out who self-destructs in favour of itself',
    matches: ({ path, theirs }) =>
      /^calls\.0\.(from|to|value)$/.test(path) && (theirs === undefined || /^0x0{40}$/.test(`${theirs}`)),
  },
];

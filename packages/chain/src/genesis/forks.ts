/** The fields of a genesis file's configuration that say when a hardfork begins, in the order of the protocol. */
import type { Hardfork } from '@heddle/engine';

/** One of them. */
export interface ForkField {
  field: string;
  by: 'block' | 'time';
  /** Ours; undefined for fields that change no rule of execution. */
  hardfork: Hardfork | undefined;
  /** Chains may leave it out although later ones are there. */
  isOptional: boolean;
}

function row(field: string, hardfork?: Hardfork, isOptional = false): ForkField {
  return { field, by: field.endsWith('Time') ? 'time' : 'block', hardfork, isOptional };
}

export const forkFields: readonly ForkField[] = [
  row('homesteadBlock', 'homestead'),
  // Whether it changes anything depends on the side that the chain is on.
  row('daoForkBlock', undefined, true),
  row('eip150Block', 'tangerineWhistle'),
  row('eip155Block'),
  row('eip158Block', 'spuriousDragon'),
  row('byzantiumBlock', 'byzantium'),
  row('constantinopleBlock', 'constantinople'),
  row('petersburgBlock', 'petersburg'),
  row('istanbulBlock', 'istanbul'),
  row('muirGlacierBlock', 'muirGlacier', true),
  row('berlinBlock', 'berlin'),
  row('londonBlock', 'london'),
  row('arrowGlacierBlock', 'arrowGlacier', true),
  row('grayGlacierBlock', 'grayGlacier', true),
  // Only for naming the network to peers (EIP-3675); the merge itself goes by total difficulty.
  row('mergeNetsplitBlock', undefined, true),
  row('shanghaiTime', 'shanghai'),
  row('cancunTime', 'cancun'),
  row('pragueTime', 'prague'),
  row('osakaTime', 'osaka'),
  row('bpo1Time', 'bpo1', true),
  row('bpo2Time', 'bpo2', true),
  row('bpo3Time', 'bpo3', true),
  row('bpo4Time', 'bpo4', true),
  row('amsterdamTime', 'amsterdam', true),
];

/** Old names, and fields of other clients, that end like a hardfork and begin none. */
export const otherFields: ReadonlySet<string> = new Set(['mergeForkBlock', 'eip150Hash', 'ewasmBlock']);

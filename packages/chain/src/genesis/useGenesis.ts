/** What an opened store begins with. */
import { type ChainSpec, headerHash } from '@heddle/engine';
import { ChainMissingError, GenesisMismatchError } from '../errors/chain.ts';
import type { ChainStore } from '../store/chainStore.ts';
import type { Genesis } from './genesis.ts';
import { specOfConfig } from './specOfConfig.ts';

/**
 * The rules of the chain in a store, from the genesis that was given or from what the store was made with.
 *
 * @throws ChainMissingError when there is neither, GenesisMismatchError for another genesis than the store has
 */
export function useGenesis({ facts, where }: ChainStore, genesis: Genesis | undefined): ChainSpec {
  if (genesis === undefined) {
    if (facts?.config === undefined) throw new ChainMissingError({ where });
    return specOfConfig(facts.config);
  }
  const { stateRoot } = genesis.header;
  const given = stateRoot && headerHash({ ...genesis.header, stateRoot });
  if (facts !== undefined && given !== undefined && given !== facts.genesisHash)
    throw new GenesisMismatchError({ what: 'genesis block', expected: facts.genesisHash, actual: given });
  return genesis.spec;
}

import type { Address, Block, Hash, StateReader } from '@heddle/engine';
import type { Engine, LoadedBlock } from '../engine.ts';
import type { JsonObject } from '../input/readBlockFile.ts';

/** The accounts and slots that a block file lists, addresses in lower case, slots as numbers. */
type Listing = Map<string, Set<bigint>>;

function listingOf(preState: JsonObject): Listing {
  return new Map(
    Object.entries(preState).map(([address, account]) => {
      const storage = (account as { storage?: JsonObject }).storage ?? {};
      return [address.toLowerCase(), new Set(Object.keys(storage).map((slot) => BigInt(slot)))];
    }),
  );
}

/** Tells `onMissing` of every slot read from a listed account that does not list the slot. */
function watch(state: StateReader, listing: Listing, onMissing: (what: string) => void): StateReader {
  return {
    account: (address) => state.account(address),
    code: (hash) => state.code(hash),
    storage(address: Address, slot: Hash) {
      const slots = listing.get(address);
      if (slots && !slots.has(BigInt(slot))) onMissing(`slot ${slot} of account ${address}`);
      return state.storage(address, slot);
    },
  };
}

/** A sender must exist, so one that is not listed was left out; of other accounts nobody can tell. */
function missingSender({ transactions }: Block, listing: Listing): string | undefined {
  const index = transactions.findIndex(({ from }) => from !== undefined && !listing.has(from));
  return index < 0 ? undefined : `account ${transactions[index]!.from}, the sender of transaction ${index}`;
}

/**
 * Why a block failed, if its file left out what the block reads: what is missing, in words. Executes the block
 * once more, serially and watched; so call it only after a failure.
 */
export async function findMissingState(
  engine: Engine,
  loaded: LoadedBlock,
  preState: JsonObject,
): Promise<string | undefined> {
  const listing = listingOf(preState);
  const sender = missingSender(loaded.block, listing);
  if (sender !== undefined) return sender;
  let missing: string | undefined;
  const state = watch(loaded.state, listing, (what) => {
    missing ??= what;
  });
  // How it ends does not matter: that it fails is known already.
  await engine.executeBlock(loaded.block, state, { mechanism: 'serial', workers: 1 }).catch(() => undefined);
  return missing;
}

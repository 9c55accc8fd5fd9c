import { type Address, type Block, type Hash, HeddleError, type StateReader } from '@heddle/engine';
import type { Engine } from '../engine.ts';
import type { BlockFile } from '../input/readBlockFile.ts';

/** Passes reads on to a strict state and keeps the first complaint instead of failing. */
class ComplaintKeeper implements StateReader {
  complaint: string | undefined;
  readonly #strict: StateReader;

  constructor(strict: StateReader) {
    this.#strict = strict;
  }

  account(address: Address) {
    return this.#strict.account(address);
  }

  code(hash: Hash) {
    return this.#strict.code(hash);
  }

  storage(address: Address, slot: Hash) {
    try {
      return this.#strict.storage(address, slot);
    } catch (error) {
      if (!(error instanceof HeddleError)) throw error;
      this.complaint ??= `slot ${slot} of account ${address}`;
      return 0n;
    }
  }
}

/** A sender that pays must exist, so one not listed was left out; of other accounts nobody can tell. */
async function missingSender({ transactions }: Block, state: StateReader): Promise<string | undefined> {
  for (const [index, { from, maxFeePerGas, value }] of transactions.entries()) {
    const pays = maxFeePerGas > 0n || value > 0n;
    if (pays && from !== undefined && (await state.account(from)) === undefined) {
      return `account ${from}, the sender of transaction ${index}`;
    }
  }
  return undefined;
}

/**
 * Why a block failed, if its file left out what the block reads: what is missing, in words. Executes the block
 * once more, serially over a strict state; so call it only after a failure.
 */
export async function findMissingState(engine: Engine, file: BlockFile): Promise<string | undefined> {
  const { block, state } = engine.load(file, { isStrict: true });
  const sender = await missingSender(block, state);
  if (sender !== undefined) return sender;
  const keeper = new ComplaintKeeper(state);
  // How it ends does not matter: that it fails is known already.
  await engine.executeBlock(block, keeper, { mechanism: 'serial', workers: 1 }).catch(() => undefined);
  return keeper.complaint;
}

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

/**
 * A sender that pays must exist, and who is sent data is hardly ever nobody: such an account that is not listed was
 * left out. Of other accounts nobody can tell.
 */
async function missingAccount({ transactions }: Block, state: StateReader): Promise<string | undefined> {
  const isAbsent = async (address: Address | null | undefined) =>
    address != null && (await state.account(address)) === undefined;
  for (const [index, { from, to, data, maxFeePerGas, value }] of transactions.entries()) {
    const pays = maxFeePerGas > 0n || value > 0n;
    if (pays && (await isAbsent(from))) return `account ${from}, the sender of transaction ${index}`;
    if (data !== '0x' && !isPrecompile(to) && (await isAbsent(to)))
      return `account ${to}, which transaction ${index} sends data to`;
  }
  return undefined;
}

/** Precompiles have addresses below 2^16 and need no account. */
const isPrecompile = (address: Address | null) => address !== null && BigInt(address) < 0x10000n;

/**
 * Why a block failed, if its file left out what the block reads: what is missing, in words. Executes the block
 * once more, serially over a strict state; so call it only after a failure.
 */
export async function findMissingState(engine: Engine, file: BlockFile): Promise<string | undefined> {
  const { block, state } = engine.load(file, { isStrict: true });
  const account = await missingAccount(block, state);
  if (account !== undefined) return account;
  const keeper = new ComplaintKeeper(state);
  // How it ends does not matter: that it fails is known already.
  await engine.executeBlock(block, keeper, { mechanism: 'serial', workers: 1 }).catch(() => undefined);
  return keeper.complaint;
}

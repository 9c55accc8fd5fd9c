/** What a block needs once, whatever it is executed on: senders, the rules that need no state, the packed transactions. */
import { rulesOf } from '@heddle/evm';
import { validateTransactions } from './block/validateTransactions.ts';
import { toHex } from './bytes.ts';
import { SignatureInvalidError } from './errors/transaction.ts';
import type { Pool } from './parallel/pool.ts';
import type { SignatureJob } from './parallel/protocol.ts';
import { packTransactions } from './shared/packTransactions.ts';
import { signingPayload } from './transaction/encode.ts';
import { authorizationPayload, hasSigner } from './transaction/payloads.ts';
import type { Authorization, Block, Transaction } from './types.ts';

/** A block ready to be copied into the shared memory. */
export interface PreparedBlock {
  /** Records of the transactions; see `packTransactions`. */
  packed: Uint8Array;
  /** Gas of all blobs. */
  blobGasUsed: bigint;
}

/** Prepared blocks live as long as their blocks, so that running one again costs only a copy. */
const prepared = new WeakMap<Block, PreparedBlock>();

/**
 * Prepares a block: recovers missing senders on the pool's workers, validates, packs.
 *
 * @throws InvalidTransactionError for the first transaction that breaks a rule
 */
export async function prepareBlock(block: Block, pool: Pool): Promise<PreparedBlock> {
  const known = prepared.get(block);
  if (known !== undefined) return known;
  const blobGasUsed = validateTransactions(block);
  await recoverSigners(block, pool);
  const made = { packed: packTransactions(block, rulesOf(block.hardfork)), blobGasUsed };
  prepared.set(block, made);
  return made;
}

/** Whose address a signature gives. */
interface Signed {
  job: SignatureJob;
  accept(address: Uint8Array | undefined): void;
}

function signedTransaction(tx: Transaction, txIndex: number): Signed {
  const { r, s, yParity } = tx;
  return {
    job: { payload: signingPayload(tx), r, s, yParity },
    accept(address) {
      if (address === undefined) throw new SignatureInvalidError({ reason: 'it belongs to no key', txIndex });
      tx.from = toHex(address);
    },
  };
}

function signedTuple(tuple: Authorization): Signed {
  const { r, s, yParity } = tuple;
  return {
    job: { payload: authorizationPayload(tuple), r, s, yParity: yParity === 1n ? 1 : 0 },
    accept(address) {
      tuple.authority = address === undefined ? null : toHex(address);
    },
  };
}

/** Fills in the senders and authorities that the block does not name yet, all workers at once. */
async function recoverSigners(block: Block, pool: Pool): Promise<void> {
  const wanted: Signed[] = [];
  block.transactions.forEach((tx, txIndex) => {
    if (tx.from === undefined) wanted.push(signedTransaction(tx, txIndex));
    for (const tuple of tx.authorizationList) {
      if (tuple.authority !== undefined) continue;
      if (hasSigner(tuple)) wanted.push(signedTuple(tuple));
      else tuple.authority = null;
    }
  });
  if (wanted.length === 0) return;
  const share = Math.ceil(wanted.length / pool.workers);
  const shares = Array.from({ length: pool.workers }, (_, worker) =>
    wanted.slice(worker * share, (worker + 1) * share),
  );
  const answers = await Promise.all(
    shares.map((signed, worker) =>
      pool.order(worker, { kind: 'recover', jobs: signed.map(({ job }) => job) }, 'recovered'),
    ),
  );
  answers.forEach(({ addresses }, worker) => {
    for (const [i, address] of addresses.entries()) shares[worker]?.[i]?.accept(address);
  });
}

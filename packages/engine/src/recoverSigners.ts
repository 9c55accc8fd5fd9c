/** Senders and authorities out of signatures, on all workers of a pool at once. */
import { keccak256 } from '@heddle/evm';
import { SignatureInvalidError } from './errors/transaction.ts';
import type { Pool } from './parallel/pool.ts';
import { packSignatures, type SignatureJob, unpackSigners } from './parallel/signatureBatch.ts';
import { signingHash } from './transaction/hash.ts';
import { authorizationPayload, hasSigner } from './transaction/payloads.ts';
import type { Address, Authorization, Transaction } from './types.ts';

/** Whose address a signature gives. */
interface Signed {
  job: SignatureJob;
  accept(address: Address | undefined): void;
}

function signedTransaction(tx: Transaction, refuse: () => void): Signed {
  const { r, s, yParity } = tx;
  return {
    job: { hash: signingHash(tx), r, s, yParity },
    accept(address) {
      if (address === undefined) refuse();
      else tx.from = address;
    },
  };
}

function signedTuple(tuple: Authorization): Signed {
  const { r, s, yParity } = tuple;
  return {
    job: { hash: keccak256(authorizationPayload(tuple)), r, s, yParity: yParity === 1n ? 1 : 0 },
    accept(address) {
      tuple.authority = address ?? null;
    },
  };
}

/** The delegations of a transaction whose signer is not known yet; of those that nobody can have signed it notes so. */
function signedTuples(tx: Transaction): Signed[] {
  const wanted: Signed[] = [];
  for (const tuple of tx.authorizationList) {
    if (tuple.authority !== undefined) continue;
    if (hasSigner(tuple)) wanted.push(signedTuple(tuple));
    else tuple.authority = null;
  }
  return wanted;
}

/** Gives each worker an equal share. The caller has the pool to itself. */
async function recoverAll(wanted: readonly Signed[], pool: Pool): Promise<void> {
  if (wanted.length === 0) return;
  const share = Math.ceil(wanted.length / pool.workers);
  const shares = Array.from({ length: pool.workers }, (_, worker) =>
    wanted.slice(worker * share, (worker + 1) * share),
  );
  const answers = await Promise.all(
    shares.map((signed, worker) => {
      const signatures = packSignatures(signed.map(({ job }) => job));
      return pool.order(worker, { kind: 'recover', signatures }, 'recovered');
    }),
  );
  // Only when all have answered: who is refused ends the block, and the pool must be idle then.
  answers.forEach(({ signers }, worker) => {
    for (const [i, address] of unpackSigners(signers).entries()) shares[worker]?.[i]?.accept(address);
  });
}

/**
 * Fills in the senders and authorities that the transactions of a block do not name yet. The caller has the pool to itself.
 *
 * @throws SignatureInvalidError for a transaction that nobody signed
 */
export async function recoverSigners(transactions: readonly Transaction[], pool: Pool): Promise<void> {
  const wanted = transactions.flatMap((tx, txIndex) => {
    const refuse = () => {
      throw new SignatureInvalidError({ reason: 'it belongs to no key', txIndex });
    };
    return [...(tx.from === undefined ? [signedTransaction(tx, refuse)] : []), ...signedTuples(tx)];
  });
  await recoverAll(wanted, pool);
}

/**
 * Fills in the senders of transactions outside any block, on the workers of a pool; it waits for the block that runs there.
 * Range and upper half of signatures are the business of validation. A transaction whose signature belongs to no key stays
 * without a sender.
 *
 * @throws PoolClosedError, WorkerDiedError
 */
export async function recoverSenders(transactions: readonly Transaction[], pool: Pool): Promise<void> {
  const wanted = transactions.filter(({ from }) => from === undefined);
  const signed = wanted.map((tx) => signedTransaction(tx, () => undefined));
  if (signed.length > 0) await pool.exclusively(() => recoverAll(signed, pool));
}

/** Like {@link recoverSenders}, for the authorities of delegations (EIP-7702); null for a tuple that nobody signed. */
export async function recoverAuthorities(transactions: readonly Transaction[], pool: Pool): Promise<void> {
  const signed = transactions.flatMap(signedTuples);
  if (signed.length > 0) await pool.exclusively(() => recoverAll(signed, pool));
}

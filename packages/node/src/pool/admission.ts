/** The rules that a transaction must keep against its sender's account and what else the pool holds of it. */
import type { Address } from '@heddle/engine';
import type { AccountFacts, AccountQueue } from './accountQueue.ts';
import type { Entry } from './entry.ts';
import { PoolError } from './errors.ts';
import type { PoolLimits } from './options.ts';
import { BLOB_REPLACEMENT_PERCENT, mayReplace } from './prices.ts';

/** What the rules ask of the rest of the pool. */
export interface Surroundings {
  limits: PoolLimits;
  /** Least priority fee of remote transactions, in wei per gas. */
  minimumTip: bigint;
  queueOf(address: Address): AccountQueue | undefined;
  /** True when a pooled transaction delegates the account (EIP-7702). */
  hasAuthorization(address: Address): boolean;
}

/** Checks nonce, code and funds against the account. @throws PoolError */
export function checkAccount(entry: Entry, { nonce, balance, code, codeHash }: AccountFacts): void {
  const { transaction, cost } = entry;
  if (code === 'contract') throw new PoolError('SENDER_NOT_EOA', { sender: transaction.from, codeHash });
  if (transaction.nonce < nonce) {
    throw new PoolError('NONCE_TOO_LOW', { next: nonce, nonce: transaction.nonce });
  }
  if (cost > balance) throw new PoolError('INSUFFICIENT_FUNDS', { balance, cost });
}

/** Checks what a transaction offers. @throws PoolError */
export function checkFees({ transaction, isLocal }: Entry, { limits, minimumTip }: Surroundings): void {
  const tip = transaction.maxPriorityFeePerGas;
  if (!isLocal && tip < minimumTip) {
    throw new PoolError('GAS_PRICE_TOO_LOW', { actual: tip, needed: minimumTip });
  }
  const fee = transaction.gasLimit * transaction.maxFeePerGas;
  const limit = limits.transactionFeeWei;
  if (isLocal && limit !== 0n && fee > limit) throw new PoolError('FEE_ABOVE_CAP', { actual: fee, limit });
}

/**
 * Checks an entry against what else the pool holds of its sender. Returns the entry that it replaces, if any.
 *
 * @throws PoolError
 */
export function checkBeside(entry: Entry, queue: AccountQueue, around: Surroundings): Entry | undefined {
  checkReservation(entry, queue);
  checkDelegation(entry, queue, around);
  const old = queue.get(entry.nonce);
  checkSum(entry, queue, old);
  if (old !== undefined) checkReplacement(entry, old, around);
  else checkPlace(entry, queue, around.limits);
  return old;
}

/** An account sends blob transactions or others, not both at a time: blobs are dear, and so is taking them back. */
function checkReservation(entry: Entry, { entries, sender }: AccountQueue): void {
  const other = entries[0];
  if (other !== undefined && other.isBlob !== entry.isBlob)
    throw new PoolError('ADDRESS_RESERVED', { sender });
}

/**
 * An account that is delegated, or about to be, can be emptied by anybody at any time, so only one of its transactions is
 * taken, and it must be the next. The other way round, one that has more than one may not be delegated (EIP-7702).
 */
function checkDelegation(entry: Entry, queue: AccountQueue, around: Surroundings): void {
  const isDelegated = queue.facts.code === 'delegation' || around.hasAuthorization(queue.sender);
  if (isDelegated) {
    if (queue.pendingCount === 0 && entry.nonce !== queue.nextNonce) throw new PoolError('DELEGATED_GAP', {});
    const isReplacement = queue.get(entry.nonce) !== undefined;
    if (queue.pendingCount > 0 && !isReplacement) throw new PoolError('DELEGATED_IN_FLIGHT', {});
  }
  for (const { authority } of entry.transaction.authorizationList) {
    if (authority === undefined || authority === null) continue;
    const other = around.queueOf(authority);
    const isReserved = (other?.entries.length ?? 0) > 1 || other?.entries[0]?.isBlob === true;
    if (isReserved) throw new PoolError('AUTHORITY_RESERVED', { authority });
  }
}

/** The sender must be able to pay for all its pending transactions at once. */
function checkSum({ cost }: Entry, queue: AccountQueue, old: Entry | undefined): void {
  const { balance } = queue.facts;
  const queued = queue.pendingCost - (old !== undefined && queue.isPending(old) ? old.cost : 0n);
  if (queued + cost > balance) throw new PoolError('INSUFFICIENT_FUNDS', { balance, cost, queued });
}

function checkReplacement(entry: Entry, old: Entry, { limits }: Surroundings): void {
  const percent = entry.isBlob ? BLOB_REPLACEMENT_PERCENT : limits.replacementPercent;
  if (!mayReplace(entry.transaction, old.transaction, percent)) {
    throw new PoolError('REPLACEMENT_UNDERPRICED', { hash: old.hash, percent });
  }
}

/** Room in the account's own queue; blob transactions may leave no gap. */
function checkPlace(entry: Entry, queue: AccountQueue, limits: PoolLimits): void {
  const next = queue.nextNonce;
  if (entry.isBlob) {
    if (entry.nonce > next) throw new PoolError('NONCE_TOO_HIGH', { next, nonce: entry.nonce });
    const limit = limits.accountBlobTransactions;
    const actual = queue.entries.length;
    if (actual >= limit) throw new PoolError('ACCOUNT_LIMIT', { actual, limit });
    return;
  }
  const isLast = (queue.entries.at(-1)?.nonce ?? 0n) < entry.nonce;
  const actual = queue.queuedCount;
  if (entry.nonce > next && isLast && actual >= limits.accountQueued) {
    throw new PoolError('ACCOUNT_LIMIT', { actual, limit: limits.accountQueued });
  }
}

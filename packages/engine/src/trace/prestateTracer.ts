import { quantity, toHex } from '../bytes.ts';
import { EMPTY_CODE_HASH } from '../hash.ts';
import type { Address, Hash, Hex } from '../types.ts';
import { frameEvents, type TracerMaker } from './tracer.ts';
import type { SeenAccount, SeenCode, SeenFields, TransactionView } from './transactionView.ts';

/** An account in a trace; what is zero or unchanged is left out. */
export interface TracedAccount {
  balance?: Hex;
  nonce?: number;
  code?: Hex;
  storage?: Record<Hash, Hash>;
}

export type TracedState = Record<Address, TracedAccount>;

export interface PrestateTracerOptions {
  /** Gives what changed, before and after, instead of all that was looked at. */
  diffMode?: boolean | undefined;
  disableCode?: boolean | undefined;
  disableStorage?: boolean | undefined;
  /** Keeps accounts that were empty before. */
  includeEmpty?: boolean | undefined;
}

/** Before the transaction, or before and after it (`diffMode`). */
export type Prestate = TracedState | { pre: TracedState; post: TracedState };

const ZERO: Hash = `0x${'00'.repeat(32)}`;

/** Code by hash, for accounts whose code did not run and is not in memory. */
export type CodeSource = (hash: Hash) => Uint8Array | Promise<Uint8Array>;

/** geth's `prestateTracer`: the state that the transaction saw, enough to run it again. */
export function prestateTracer(options: PrestateTracerOptions, codeOf: CodeSource): TracerMaker<Prestate> {
  return () => {
    let accounts: SeenAccount[] = [];
    return {
      events: frameEvents,
      settled(view: TransactionView) {
        accounts = view.accounts();
      },
      async result() {
        await loadCode(accounts, options, codeOf);
        return options.diffMode === true ? diff(accounts, options) : before(accounts, options);
      },
    };
  };
}

async function loadCode(
  accounts: readonly SeenAccount[],
  { disableCode }: PrestateTracerOptions,
  codeOf: CodeSource,
): Promise<void> {
  if (disableCode === true) return;
  const load = async (code: SeenCode) => {
    if (code.hash !== EMPTY_CODE_HASH) code.bytes ??= await codeOf(code.hash);
  };
  for (const account of accounts) {
    await load(account.before.code);
    await load(account.after.code);
  }
}

function isEmpty({ nonce, balance, code }: SeenFields): boolean {
  return nonce === 0n && balance === 0n && code.hash === EMPTY_CODE_HASH;
}

function codeHex({ bytes }: SeenCode): Hex {
  return bytes === undefined ? '0x' : toHex(bytes);
}

/** An account as it was, with the given slots. */
function accountBefore(
  { before }: SeenAccount,
  storage: [Hash, Hash][],
  { disableCode, disableStorage }: PrestateTracerOptions,
): TracedAccount {
  const code = codeHex(before.code);
  return {
    balance: quantity(before.balance),
    ...(before.nonce !== 0n && { nonce: Number(before.nonce) }),
    ...(disableCode !== true && code !== '0x' && { code }),
    ...(disableStorage !== true && storage.length > 0 && { storage: Object.fromEntries(storage) }),
  };
}

function before(accounts: readonly SeenAccount[], options: PrestateTracerOptions): TracedState {
  const state: TracedState = {};
  for (const account of accounts) {
    if (isEmpty(account.before) && options.includeEmpty !== true) continue;
    const slots = account.slots.map(({ key, before: value }): [Hash, Hash] => [key, value]);
    state[account.address] = accountBefore(account, slots, options);
  }
  return state;
}

function diff(
  accounts: readonly SeenAccount[],
  options: PrestateTracerOptions,
): { pre: TracedState; post: TracedState } {
  const pre: TracedState = {};
  const post: TracedState = {};
  for (const account of accounts) {
    const changed = account.slots.filter((slot) => slot.before !== slot.after);
    const after = account.isDestroyed ? {} : changesOf(account, changed, options);
    if (after === undefined) continue;
    if (!account.isDestroyed) post[account.address] = after;
    if (isEmpty(account.before) && options.includeEmpty !== true) continue;
    const kept = (account.isDestroyed ? account.slots : changed).filter((slot) => slot.before !== ZERO);
    pre[account.address] = accountBefore(
      account,
      kept.map(({ key, before: value }) => [key, value]),
      options,
    );
  }
  return { pre, post };
}

/** What is other than before; undefined when nothing is. */
function changesOf(
  { before, after }: SeenAccount,
  changed: SeenAccount['slots'],
  { disableCode, disableStorage }: PrestateTracerOptions,
): TracedAccount | undefined {
  const seesSlots = disableStorage !== true && changed.length > 0;
  const storage = changed
    .filter((slot) => slot.after !== ZERO)
    .map((slot): [Hash, Hash] => [slot.key, slot.after]);
  const changes: TracedAccount = {
    ...(after.balance !== before.balance && { balance: quantity(after.balance) }),
    ...(after.nonce !== before.nonce && { nonce: Number(after.nonce) }),
    ...(disableCode !== true && after.code.hash !== before.code.hash && { code: codeHex(after.code) }),
    ...(seesSlots && storage.length > 0 && { storage: Object.fromEntries(storage) }),
  };
  return Object.keys(changes).length === 0 && !seesSlots ? undefined : changes;
}

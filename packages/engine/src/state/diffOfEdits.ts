/** Changes of a state that no block makes, as a diff: what development chains set. */
import { keccak256, layout } from '@heddle/evm';
import { toHex } from '../bytes.ts';
import { EMPTY_CODE_HASH } from '../hash.ts';
import type { Account, Address, Hash, StateReader } from '../types.ts';
import { DiffWriter, type SlotChange } from './diffWriter.ts';
import type { DiffFields, StateDiff } from './stateDiff.ts';

/** What is set of an account; the rest stays. */
export interface AccountEdit {
  nonce?: bigint;
  /** Wei. */
  balance?: bigint;
  code?: Uint8Array;
  /** Values by slot; 0n empties one. */
  storage?: ReadonlyMap<Hash, bigint>;
}

/** An account before and after its edit. */
interface Edited {
  address: Address;
  flags: number;
  before: DiffFields | undefined;
  after: DiffFields | undefined;
  slots: SlotChange[];
}

/** The diff that sets accounts of a state; what would change nothing is not in it. May throw what the reader throws. */
export async function diffOfEdits(
  state: StateReader,
  edits: ReadonlyMap<Address, AccountEdit>,
): Promise<StateDiff> {
  const codes = new Map<Hash, Uint8Array>();
  const edited: Edited[] = [];
  for (const [address, edit] of [...edits].sort(([a], [b]) => (a < b ? -1 : 1))) {
    const one = await editAccount(state, address, edit, codes);
    if (one.slots.length > 0 || (one.flags & layout.DIFF_FIELDS) !== 0) edited.push(one);
  }
  const writer = new DiffWriter(
    edited.length,
    edited.reduce((sum, { slots }) => sum + slots.length, 0),
  );
  for (const { slots, ...account } of edited) {
    writer.account({ ...account, slotCount: slots.length });
    for (const slot of slots) writer.slot(slot);
  }
  return writer.finish(new Map([...codes].sort(([a], [b]) => (a < b ? -1 : 1))));
}

async function editAccount(
  state: StateReader,
  address: Address,
  { nonce, balance, code, storage }: AccountEdit,
  codes: Map<Hash, Uint8Array>,
): Promise<Edited> {
  const account = await state.account(address);
  const slots: SlotChange[] = [];
  for (const [slot, after] of [...(storage ?? [])].sort(([a], [b]) => (a < b ? -1 : 1))) {
    const before = await state.storage(address, slot);
    if (before !== after) slots.push([slot, before, after]);
  }
  const codeHash = code === undefined ? account?.codeHash : hashOf(code, codes);
  const after: DiffFields = {
    nonce: nonce ?? account?.nonce ?? 0n,
    balance: balance ?? account?.balance ?? 0n,
    codeHash: codeHash ?? EMPTY_CODE_HASH,
  };
  return { address, slots, before: account, ...sidesOf(account, after, slots) };
}

/** Whether the account is there on either side, and may have slots. What is empty afterwards and was not there is not made. */
function sidesOf(
  account: Account | undefined,
  after: DiffFields,
  slots: readonly SlotChange[],
): Pick<Edited, 'flags' | 'after'> {
  const fills = slots.some(([, , value]) => value !== 0n);
  const isEmpty = after.nonce === 0n && after.balance === 0n && after.codeHash === EMPTY_CODE_HASH;
  const existsAfter = account !== undefined || !isEmpty || fills;
  const differs =
    existsAfter !== (account !== undefined) ||
    after.nonce !== (account?.nonce ?? 0n) ||
    after.balance !== (account?.balance ?? 0n) ||
    after.codeHash !== (account?.codeHash ?? EMPTY_CODE_HASH);
  const flags =
    (account !== undefined ? layout.DIFF_EXISTS_BEFORE : 0) |
    (existsAfter ? layout.DIFF_EXISTS_AFTER : 0) |
    (differs ? layout.DIFF_FIELDS : 0) |
    (account?.hasStorage ? layout.DIFF_MAY_OWN_BEFORE : 0) |
    (account?.hasStorage || fills ? layout.DIFF_MAY_OWN_AFTER : 0);
  return { flags, after: existsAfter ? after : undefined };
}

function hashOf(code: Uint8Array, codes: Map<Hash, Uint8Array>): Hash {
  if (code.length === 0) return EMPTY_CODE_HASH;
  const hash = toHex(keccak256(code));
  codes.set(hash, code);
  return hash;
}

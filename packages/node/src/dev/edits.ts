/** Changes of a state that no block makes: what people set of accounts. */
import { type AccountChange, type Address, type Hash, keccak256, type StateChanges } from '@heddle/engine';
import type { ReadableState } from './developmentChain.ts';

/** What is set of an account; the rest stays. */
export interface AccountEdit {
  nonce?: bigint;
  /** Wei. */
  balance?: bigint;
  code?: Uint8Array;
  /** Values by slot; 0n empties one. */
  storage?: ReadonlyMap<Hash, bigint>;
}

/** Accounts with what is set of them. */
export type StateEdits = ReadonlyMap<Address, AccountEdit>;

/** keccak256 of no bytes: the hash of no code. */
const NO_CODE: Hash = '0xc5d2460186f7233c927e7db2dcc703c0e500b653ca82273b7bfad8045d85a470';

/** The edits as changes of a state; what is as it was is not among them. May throw what the state throws. */
export function changesOfEdits(edits: StateEdits, state: ReadableState): StateChanges {
  const code = new Map<Hash, Uint8Array>();
  const accounts = [...edits].flatMap(([address, edit]) => {
    const change = changeOf(address, edit, state, code);
    return change === undefined ? [] : [change];
  });
  return { accounts, code: [...code] };
}

function changeOf(
  address: Address,
  edit: AccountEdit,
  state: ReadableState,
  codes: Map<Hash, Uint8Array>,
): AccountChange | undefined {
  const before = state.account(address);
  const storage = [...(edit.storage ?? [])].filter(([slot, value]) => state.storage(address, slot) !== value);
  const account = {
    nonce: edit.nonce ?? before?.nonce ?? 0n,
    balance: edit.balance ?? before?.balance ?? 0n,
    codeHash: edit.code === undefined ? (before?.codeHash ?? NO_CODE) : hashOf(edit.code, codes),
  };
  const isSame =
    account.nonce === (before?.nonce ?? 0n) &&
    account.balance === (before?.balance ?? 0n) &&
    account.codeHash === (before?.codeHash ?? NO_CODE);
  return isSame && storage.length === 0 ? undefined : { address, account, storageCleared: false, storage };
}

function hashOf(code: Uint8Array, codes: Map<Hash, Uint8Array>): Hash {
  if (code.length === 0) return NO_CODE;
  const hash: Hash = `0x${Buffer.from(keccak256(code)).toString('hex')}`;
  codes.set(hash, code);
  return hash;
}

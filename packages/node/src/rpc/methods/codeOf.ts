import { type Address, keccak256, type StateReader } from '@heddle/engine';
import { toData } from '../format/hex.ts';

const emptyCodeHash = toData(keccak256(new Uint8Array()));

/** The code of an account; no bytes where there is none. */
export async function codeOf(state: StateReader, address: Address): Promise<Uint8Array> {
  const account = await state.account(address);
  const isCodeless = account === undefined || account.codeHash === emptyCodeHash;
  return isCodeless ? new Uint8Array() : state.code(account.codeHash);
}

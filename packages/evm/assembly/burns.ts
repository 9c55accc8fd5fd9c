/** Wei that is gone with accounts that end: it is logged in the order of their addresses (EIP-7708). */
import { isLowerAddress } from './address';
import { ctx } from './context';
import { hasFlag } from './journal';
import {
  BLOCK_BENEFICIARY_ACCOUNT,
  CTX_FIRST_ACCOUNT,
  DESTROYED,
  LOCAL_ADDRESS,
  LOCAL_BALANCE,
  LOCAL_LINK,
  LOCAL_SHARED,
  RESULT_FEE,
} from './layout';
import { logBurn } from './transferLogs';
import { add256, isZero256 } from './word';

/** The account that ends, holds wei and has the lowest address above that of `last`; 0 when there is none. */
function nextBurnt(last: usize): usize {
  let found: usize = 0;
  let entry = <usize>load<u32>(ctx, CTX_FIRST_ACCOUNT);
  for (; entry != 0; entry = <usize>load<u32>(entry, LOCAL_LINK)) {
    if (!hasFlag(entry, DESTROYED) || isZero256(entry + LOCAL_BALANCE) != 0) continue;
    if (last != 0 && !isLowerAddress(last + LOCAL_ADDRESS, entry + LOCAL_ADDRESS)) continue;
    if (found == 0 || isLowerAddress(entry + LOCAL_ADDRESS, found + LOCAL_ADDRESS)) found = entry;
  }
  return found;
}

/** Adds the fee to the balance of a beneficiary that ends: it is paid before. */
function payEnding(fee: usize): void {
  let entry = <usize>load<u32>(ctx, CTX_FIRST_ACCOUNT);
  for (; entry != 0; entry = <usize>load<u32>(entry, LOCAL_LINK)) {
    const isBeneficiary = load<u32>(entry, LOCAL_SHARED) == load<u32>(BLOCK_BENEFICIARY_ACCOUNT);
    if (isBeneficiary && hasFlag(entry, DESTROYED)) add256(entry + LOCAL_BALANCE, fee, entry + LOCAL_BALANCE);
  }
}

/** Logs what is burnt with the accounts that the transaction destroyed: they are few, so each is searched for anew. */
export function logBurns(result: usize): void {
  payEnding(result + RESULT_FEE);
  for (let account = nextBurnt(0); account != 0; account = nextBurnt(account)) {
    logBurn(account, account + LOCAL_BALANCE);
  }
}

/** What the pool needs of accounts, out of the state of the head. */
import type { Account, Address, StateReader } from '@heddle/engine';
import type { AccountFacts } from './accountQueue.ts';

/** keccak256 of no bytes: the hash of no code. */
const NO_CODE = '0xc5d2460186f7233c927e7db2dcc703c0e500b653ca82273b7bfad8045d85a470';
/** Code that begins like this, followed by an address, is a delegation (EIP-7702). */
const DELEGATION = [0xef, 0x01, 0x00];
const DELEGATION_BYTES = 23;

function isDelegation(code: Uint8Array): boolean {
  return code.length === DELEGATION_BYTES && DELEGATION.every((byte, i) => code[i] === byte);
}

const nobody: AccountFacts = { nonce: 0n, balance: 0n, codeHash: NO_CODE, code: 'none' };

function factsOf(account: Account | undefined, state: StateReader): AccountFacts | Promise<AccountFacts> {
  if (account === undefined) return nobody;
  const { nonce, balance, codeHash } = account;
  const make = (code: AccountFacts['code']): AccountFacts => ({ nonce, balance, codeHash, code });
  if (codeHash === NO_CODE) return make('none');
  const kind = (code: Uint8Array) => make(isDelegation(code) ? 'delegation' : 'contract');
  const code = state.code(codeHash);
  return code instanceof Promise ? code.then(kind) : kind(code);
}

/** Facts of one account; at once where the state is read at once. May throw what the reader throws. */
export function readFacts(state: StateReader, address: Address): AccountFacts | Promise<AccountFacts> {
  const account = state.account(address);
  return account instanceof Promise
    ? account.then((found) => factsOf(found, state))
    : factsOf(account, state);
}

/** Facts of several accounts. Waits only for readers that answer later. */
export async function readAllFacts(
  state: StateReader,
  addresses: Iterable<Address>,
): Promise<Map<Address, AccountFacts>> {
  const facts = new Map<Address, AccountFacts>();
  const later: Promise<unknown>[] = [];
  for (const address of addresses) {
    const read = readFacts(state, address);
    if (read instanceof Promise) later.push(read.then((found) => facts.set(address, found)));
    else facts.set(address, read);
  }
  if (later.length > 0) await Promise.all(later);
  return facts;
}

/** What each transaction used, out of the records that the core wrote, as the access list of its own (EIP-2930) and more. */
import { layout } from '@heddle/evm';
import type { Address, Block, DeclaredAccess, Hash, Transaction } from '../types.ts';
import { LocationNames, readAccessRecords } from './readAccesses.ts';
import { resultAt } from './readResults.ts';
import type { SharedMemory } from './sharedMemory.ts';
import { readAddress } from './words.ts';

/** One account while its accesses are collected. */
interface Collected {
  keys: Hash[];
  readOnlyKeys: Hash[];
  balance: 'credited' | 'used' | undefined;
  isChanged: boolean;
}

/** Looks at an account that depend on its balance. */
const BALANCE_LOOKS = layout.BALANCE_KNOWN | layout.EMPTY_KNOWN | layout.AT_LEAST;

/** The lists of all transactions; accounts and keys ascending. */
export function readAccessLists(shared: SharedMemory, block: Block, results: number): DeclaredAccess[][] {
  const names = new LocationNames(shared);
  return block.transactions.map((tx, txIndex) => {
    const result = resultAt(results, txIndex);
    return listOf(collect(shared, names, result), impliedBy(shared, tx, result), names);
  });
}

function collect(shared: SharedMemory, names: LocationNames, result: number): Map<number, Collected> {
  const accounts = new Map<number, Collected>();
  const at = (entry: number): Collected => {
    let account = accounts.get(entry);
    if (account === undefined) {
      account = { keys: [], readOnlyKeys: [], balance: undefined, isChanged: false };
      accounts.set(entry, account);
    }
    return account;
  };
  for (const { kind, location, value } of readAccessRecords(shared, result)) {
    if (kind === layout.RECORD_SLOT || kind === layout.RECORD_SLOT_READ) {
      const account = at(names.ownerOf(location));
      const key = names.slot(location);
      account.keys.push(key);
      if (kind === layout.RECORD_SLOT_READ) account.readOnlyKeys.push(key);
    } else note(at(location), kind, Number(value & 0xffffffffn));
  }
  return accounts;
}

function note(account: Collected, kind: number, flags: number): void {
  if (kind === layout.RECORD_ACCOUNT) {
    if ((flags & BALANCE_LOOKS) !== 0) account.balance = 'used';
  } else if (kind === layout.RECORD_BALANCE) account.balance = 'used';
  else if (kind === layout.RECORD_CREDIT) account.balance ??= 'credited';
  else account.isChanged = true;
}

/** How far an account counts as declared. Its slots never do. */
type Implied = 'wholly' | 'partly' | 'no';

/** The sender may use all of its account, the callee and the created account their code; precompiles have no storage. */
function impliedBy(shared: SharedMemory, tx: Transaction, result: number) {
  const isCreated = tx.to === null && shared.getUint32(result + layout.RESULT_SUCCESS) === 1;
  const created = isCreated ? readAddress(shared.bytes, result + layout.RESULT_CREATED) : undefined;
  return (address: Address): Implied => {
    if (address === tx.from || address === created) return 'wholly';
    return address === tx.to || isPrecompile(shared, address) ? 'partly' : 'no';
  };
}

function isPrecompile({ bytes }: SharedMemory, address: Address): boolean {
  const number = BigInt(address);
  if (number >= 512n) return false;
  const bits = bytes[layout.RULE_PRECOMPILES + (Number(number) >> 3)] as number;
  return (bits & (1 << (Number(number) & 7))) !== 0;
}

function listOf(
  accounts: ReadonlyMap<number, Collected>,
  impliedFor: (address: Address) => Implied,
  names: LocationNames,
): DeclaredAccess[] {
  return [...accounts]
    .map(([entry, account]) => entryOf(names.account(entry), account))
    .filter((entry) => isWorthListing(entry, impliedFor(entry.address)))
    .sort((a, b) => (a.address < b.address ? -1 : 1));
}

function entryOf(address: Address, { keys, readOnlyKeys, balance, isChanged }: Collected): DeclaredAccess {
  return {
    address,
    storageKeys: keys.sort(),
    ...(readOnlyKeys.length === 0 ? {} : { readOnlyKeys: readOnlyKeys.sort() }),
    ...(balance === undefined ? {} : { balance }),
    ...(isChanged ? { isChanged } : {}),
  };
}

function isWorthListing({ storageKeys, balance, isChanged }: DeclaredAccess, implied: Implied): boolean {
  if (implied === 'no' || storageKeys.length > 0) return true;
  return implied === 'partly' && (balance === 'used' || isChanged === true);
}

import type { Common } from '@ethereumjs/common';
import { Caches, MerkleStateManager } from '@ethereumjs/statemanager';
import { Account, createAddressFromString, hexToBytes, type PrefixedHexString } from '@ethereumjs/util';
import { type InputAccount, type InputAccounts, padWord } from '../../fixtures/accounts.ts';

/** More than any block touches, so that reads come from the caches: without them each would walk the trie. */
const cacheSize = 1_000_000;

/** EthereumJS's state manager, with caches, over the accounts before a block. */
export async function stateOf(accounts: InputAccounts, common: Common): Promise<MerkleStateManager> {
  const size = { size: cacheSize };
  const caches = new Caches({ account: size, code: size, storage: size });
  const manager = new MerkleStateManager({ common, caches });
  for (const [address, account] of Object.entries(accounts)) {
    await putAccount(manager, address as PrefixedHexString, account);
  }
  await manager.flush();
  return manager;
}

async function putAccount(
  manager: MerkleStateManager,
  hex: PrefixedHexString,
  account: InputAccount,
): Promise<void> {
  const address = createAddressFromString(hex);
  await manager.putAccount(address, new Account(BigInt(account.nonce), BigInt(account.balance)));
  if (account.code && account.code !== '0x') await manager.putCode(address, hexToBytes(account.code));
  for (const [slot, value] of Object.entries(account.storage ?? {})) {
    if (BigInt(value) === 0n) continue;
    const digits = BigInt(value).toString(16);
    const bytes = hexToBytes(`0x${digits.padStart(digits.length + (digits.length % 2), '0')}`);
    await manager.putStorage(address, hexToBytes(padWord(slot as PrefixedHexString)), bytes);
  }
}

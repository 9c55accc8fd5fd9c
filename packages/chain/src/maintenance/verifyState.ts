/** Computes the root of the flat state anew, from its accounts and slots alone. */
import {
  type Account,
  type Address,
  diffOfChanges,
  type Hash,
  keccak256,
  type StateChanges,
} from '@heddle/engine';
import type { BlockTree } from '../blocks/blockTree.ts';
import type { ChainStore } from '../store/chainStore.ts';
import { EMPTY_TRIE_ROOT } from '../trie/emptyHashes.ts';
import { StateTrie } from '../trie/stateTrie.ts';
import type { Finding } from './finding.ts';

/** Accounts and slots that go into the trie at once: some MiB of diff. */
const BATCH = 20_000;

const EMPTY_CODE_HASH: Hash = '0xc5d2460186f7233c927e7db2dcc703c0e500b653ca82273b7bfad8045d85a470';

const nothing = { account: () => undefined, storage: () => 0n };

/** A number of accounts that were checked, and what is wrong with them. */
interface Batch {
  accounts: number;
  findings: Finding[];
}

/** Checks code and root of the flat state, some thousand accounts at a time; the root last. */
export async function* verifyState(
  store: ChainStore,
  tree: BlockTree,
  threads: number,
): AsyncGenerator<Batch> {
  const { hash, number } = store.marker();
  const trie = await StateTrie.create({ root: EMPTY_TRIE_ROOT, threads });
  try {
    let root: Hash = EMPTY_TRIE_ROOT;
    for (const { changes, findings } of batches(store)) {
      root = await trie.apply(diffOfChanges(changes, nothing), 'forward');
      yield { accounts: changes.accounts.length, findings };
    }
    const expected = tree.get(hash).header.stateRoot;
    const what = `has root ${root} at block ${number}, not ${expected}`;
    if (root !== expected) yield { accounts: 0, findings: [{ where: 'state', what }] };
  } finally {
    await trie.close();
  }
}

function* batches(store: ChainStore): Generator<{ changes: StateChanges; findings: Finding[] }> {
  let accounts: StateChanges['accounts'] = [];
  let findings: Finding[] = [];
  let size = 0;
  const seenCodes = new Set<Hash>([EMPTY_CODE_HASH]);
  for (const [address, account] of store.accounts()) {
    const storage = [...store.slotsOf(address)];
    accounts.push({ address, account, storageCleared: false, storage });
    findings.push(...checkCode(store, address, account, seenCodes));
    size += 1 + storage.length;
    if (size < BATCH) continue;
    yield { changes: { accounts, code: [] }, findings };
    [accounts, findings, size] = [[], [], 0];
  }
  yield { changes: { accounts, code: [] }, findings };
}

function checkCode(store: ChainStore, address: Address, { codeHash }: Account, seen: Set<Hash>): Finding[] {
  if (seen.has(codeHash)) return [];
  seen.add(codeHash);
  const where = `account ${address}`;
  try {
    const actual = `0x${Buffer.from(keccak256(store.code(codeHash))).toString('hex')}`;
    return actual === codeHash ? [] : [{ where, what: `its code hashes to ${actual}, not ${codeHash}` }];
  } catch {
    return [{ where, what: `its code ${codeHash} is missing` }];
  }
}

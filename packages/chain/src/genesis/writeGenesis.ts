/** Writes the first block of a chain and the state after it into an empty store. */
import {
  type Block,
  encodeBlock,
  encodeHeader,
  encodeStateDiff,
  type Header,
  headerHash,
} from '@heddle/engine';
import { GenesisMismatchError } from '../errors/chain.ts';
import { encodeBody } from '../records/body.ts';
import { encodeReceipts } from '../records/receipts.ts';
import type { BlockRecord, ChainStore } from '../store/chainStore.ts';
import type { StateTrie } from '../trie/stateTrie.ts';
import { firstDiff, type Genesis } from './genesis.ts';

/**
 * Makes the empty trie that of the first state, and commits the first block with it.
 *
 * @throws GenesisMismatchError when the header names another state root than the accounts have
 */
export async function writeGenesis(store: ChainStore, genesis: Genesis, trie: StateTrie): Promise<void> {
  const diff = firstDiff(genesis);
  const root = await trie.apply(diff, 'forward');
  const given = genesis.header.stateRoot;
  if (given !== undefined && given !== root)
    throw new GenesisMismatchError({ what: 'state root', expected: given, actual: root });
  const header: Header = { ...genesis.header, stateRoot: root };
  const hash = headerHash(header);
  const block: BlockRecord = {
    hash,
    number: header.number,
    parentHash: header.parentHash,
    totalDifficulty: header.difficulty,
    header: encodeHeader(header),
    body: encodeBody(encodeBlock(blockOf(header) as Block), []),
    receipts: encodeReceipts([]),
    diff: encodeStateDiff(diff),
    codes: diff.codes,
    transactionHashes: [],
    head: { head: hash, canonical: [{ number: header.number, hash }] },
  };
  await store.init({ genesisHash: hash, config: genesis.config, block, nodes: trie.takeDirtyNodes().bytes });
}

/** The first block has nothing but its header. */
function blockOf(header: Header): Pick<Block, 'header' | 'transactions' | 'ommers' | 'withdrawals'> {
  const withdrawals = header.withdrawalsRoot === undefined ? undefined : [];
  return { header, transactions: [], ommers: [], withdrawals };
}

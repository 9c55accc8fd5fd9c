/** Checks the stored blocks: every link, root and index that can be computed again. */
import {
  type ChainSpec,
  decodeHeader,
  decodeRlp,
  type Hash,
  headerHash,
  ommersHash,
  receiptsRoot,
  transactionHash,
  transactionsRoot,
  withdrawalsRoot,
} from '@heddle/engine';
import { decodeBody } from '../records/body.ts';
import { decodeReceipts } from '../records/receipts.ts';
import type { ChainStore } from '../store/chainStore.ts';
import type { Finding } from './finding.ts';

/** Checks the canonical blocks from the genesis block to the head, one per step; yields what is wrong with each. */
export function* verifyBlocks(store: ChainStore, spec: ChainSpec): Generator<Finding[]> {
  let parent: Checked | undefined;
  for (let number = 0n; ; number++) {
    const hash = store.canonicalHash(number);
    if (hash === undefined) break;
    const findings: Finding[] = [];
    const note = (what: string) => findings.push({ where: `block ${number}`, what });
    checkHeader(store, number, hash, parent, note);
    if (number > 0n) checkBody(store, hash, spec, note);
    yield findings;
    parent = { hash, totalDifficulty: store.totalDifficulty(hash) ?? 0n };
  }
  const { head } = store.heads();
  if (parent?.hash !== head)
    yield [{ where: 'head', what: `is ${head}, but the canonical chain ends in ${parent?.hash}` }];
}

/** A block whose turn has been. */
interface Checked {
  hash: Hash;
  totalDifficulty: bigint;
}

type Note = (what: string) => void;

function checkHeader(
  store: ChainStore,
  number: bigint,
  hash: Hash,
  parent: Checked | undefined,
  note: Note,
): void {
  const bytes = store.header(hash);
  if (bytes === undefined) {
    note('has no header');
    return;
  }
  const header = decodeHeader(decodeRlp(bytes));
  if (headerHash(header) !== hash) note(`the header stored as ${hash} has another hash`);
  if (header.number !== number) note(`the header has number ${header.number}`);
  if (parent === undefined) return;
  if (header.parentHash !== parent.hash) note(`its parent ${header.parentHash} is not canonical`);
  const total = parent.totalDifficulty + header.difficulty;
  if (store.totalDifficulty(hash) !== total)
    note(`total difficulty is ${store.totalDifficulty(hash)}, not ${total}`);
}

function checkBody(store: ChainStore, hash: Hash, spec: ChainSpec, note: Note): void {
  const body = store.body(hash);
  if (body === undefined) return; // not kept
  const { header, transactions, ommers, withdrawals } = decodeBody(body, spec);
  if (headerHash(header) !== hash) note('the body belongs to another block');
  if (transactionsRoot(transactions) !== header.transactionsRoot) note('the transactions have another root');
  if (ommersHash(ommers) !== header.ommersHash) note('the ommers have another hash');
  if (withdrawals !== undefined && withdrawalsRoot(withdrawals) !== header.withdrawalsRoot)
    note('the withdrawals have another root');
  const receipts = store.receipts(hash);
  if (receipts !== undefined && receiptsRoot(decodeReceipts(receipts, transactions)) !== header.receiptsRoot)
    note('the receipts have another root');
  transactions.forEach((transaction, txIndex) => {
    const place = store.transactionPlace(transactionHash(transaction));
    if (place?.blockHash !== hash || place.txIndex !== txIndex)
      note(`the index does not lead to transaction ${txIndex}`);
  });
}

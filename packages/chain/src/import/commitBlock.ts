/** The commit of a block: one transaction of the store, and the head if it is a better one. */
import { encodeBlockAccessList, encodeHeader, encodeStateDiff } from '@heddle/engine';
import type { ChainParts } from '../chainParts.ts';
import { encodeBody } from '../records/body.ts';
import { encodeReceipts } from '../records/receipts.ts';
import { transactionHashesOf } from '../records/transactionHashes.ts';
import type { ExecutedBlock } from './importer.ts';

/** Stores a block whose root is right; returns whether it is the head now. */
export async function commitBlock(
  { store, heads }: ChainParts,
  { hash, rlp, block, known, receipts, result, diff }: ExecutedBlock,
  mayBecomeHead: boolean,
): Promise<boolean> {
  const change = mayBecomeHead && heads.isBetter(known) ? heads.changeTo(known) : undefined;
  const list = result.blockAccessList;
  await store.putBlock({
    hash,
    number: block.header.number,
    parentHash: block.header.parentHash,
    totalDifficulty: known.totalDifficulty,
    header: encodeHeader(block.header),
    body: encodeBody(rlp, block.transactions),
    receipts: encodeReceipts(receipts),
    ...(list && { accessList: encodeBlockAccessList(list) }),
    diff: encodeStateDiff(diff),
    codes: diff.codes,
    transactionHashes: transactionHashesOf(rlp),
    ...(change && { head: { head: hash, canonical: change.canonical } }),
  });
  if (change !== undefined) heads.moved(known, change);
  return change !== undefined;
}

/** The rows that a commit writes. */
import { fromHex } from '../../bytes.ts';
import type { BlockRecord, HeadUpdate, StoreFacts } from '../chainStore.ts';
import { factNames } from './factNames.ts';
import type { RowWriter } from './rowWrites.ts';
import { encodeBlockFacts, numberBytes } from './values.ts';

export function writeBlock(rows: RowWriter, block: BlockRecord): void {
  const hash = fromHex(block.hash);
  rows.put('blocks', hash, encodeBlockFacts(block));
  rows.put('numbers', Buffer.concat([numberBytes(block.number), hash]), new Uint8Array());
  rows.put('headers', hash, block.header);
  rows.putPieces('bodies', hash, block.body);
  rows.putPieces('receipts', hash, block.receipts);
  if (block.accessList !== undefined) rows.putPieces('accessLists', hash, block.accessList);
  rows.putPieces('diffs', hash, block.diff);
  rows.putPieces('transactionHashes', hash, Buffer.concat(block.transactionHashes.map(fromHex)));
  for (const [codeHash, code] of block.codes) rows.putPieces('codes', fromHex(codeHash), code);
  if (block.head !== undefined) writeHeads(rows, block.head);
}

export function writeHeads(rows: RowWriter, { head, safe, finalized, canonical }: HeadUpdate): void {
  rows.put('facts', factNames.head, fromHex(head));
  if (safe !== undefined) rows.put('facts', factNames.safe, fromHex(safe));
  if (finalized !== undefined) rows.put('facts', factNames.finalized, fromHex(finalized));
  for (const { number, hash } of canonical) {
    if (hash === undefined) rows.remove('canonical', numberBytes(number));
    else rows.put('canonical', numberBytes(number), fromHex(hash));
  }
}

export function writeFacts(rows: RowWriter, { genesisHash, config }: StoreFacts): void {
  rows.put('facts', factNames.genesis, fromHex(genesisHash));
  if (config !== undefined) rows.put('facts', factNames.config, Buffer.from(config));
}

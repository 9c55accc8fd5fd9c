/** Opcodes that look at the block. */
import { ctx } from '../context';
import {
  BLOCK_HASHES,
  BLOCK_HASHES_PRESENT,
  BLOCK_NUMBER,
  BLOCK_TXS,
  CTX_INDEX,
  CTX_NEED,
  CTX_RECORD,
  LEAVE_NEED_BLOCK_HASH,
  TX_BLOB_COUNT,
  TX_BLOBS,
} from '../layout';
import { copy256, hi, loadBE, set64 } from '../word';

/** Hash of one of the last 256 blocks, 0 for any other. */
export function blockHash(gas: i64, top: usize): i64 {
  const number = load<u64>(top);
  const now = load<u64>(BLOCK_NUMBER);
  if (hi(top) != 0 || number >= now || now - number > 256) {
    set64(top, 0);
    return gas;
  }
  const index = <usize>(number & 255);
  if (atomic.load<u8>(<usize>BLOCK_HASHES_PRESENT + index) == 0) {
    store<u32>(ctx, <u32>index, CTX_NEED);
    store<u32>(ctx, <u32>(now - number), CTX_INDEX);
    return LEAVE_NEED_BLOCK_HASH;
  }
  copy256(top, <usize>BLOCK_HASHES + (index << 5));
  return gas;
}

/** Versioned hash of a blob of the transaction (EIP-4844). */
export function blobHash(top: usize): void {
  const record = <usize>load<u32>(ctx, CTX_RECORD);
  const index = load<u64>(top);
  if (hi(top) != 0 || index >= <u64>load<u32>(record, TX_BLOB_COUNT)) set64(top, 0);
  else loadBE(top, <usize>load<u32>(BLOCK_TXS) + load<u32>(record, TX_BLOBS) + ((<usize>index) << 5));
}

/** What execution found, against what the header says. */
import * as errors from '../errors/block.ts';
import type { Hash, Header, Hex } from '../types.ts';

/** The figures of an executed block that its header commits to; the state root where it was computed. */
export interface ExecutedFigures {
  gasUsed: bigint;
  blobGasUsed: bigint;
  logsBloom: Hex;
  /** Not compared when undefined: receipts before Byzantium hold state roots that nobody has. */
  receiptsRoot: Hash | undefined;
  requestsHash: Hash | undefined;
  /** Not compared when undefined: only blocks from Amsterdam on commit to it. */
  blockAccessListHash?: Hash | undefined;
  stateRoot?: Hash | undefined;
}

/** @throws one subclass of InvalidBlockError per figure, for the first that differs */
export function validateResult(header: Header, result: ExecutedFigures): void {
  const { number } = header;
  if (header.gasUsed !== result.gasUsed) {
    throw new errors.GasUsedMismatchError({ actual: result.gasUsed, expected: header.gasUsed, number });
  }
  if ((header.blobGasUsed ?? 0n) !== result.blobGasUsed) {
    throw new errors.BlobGasUsedMismatchError({
      actual: result.blobGasUsed,
      expected: header.blobGasUsed,
      number,
    });
  }
  if (header.logsBloom !== result.logsBloom) {
    throw new errors.LogsBloomMismatchError({ actual: result.logsBloom, expected: header.logsBloom, number });
  }
  validateRoots(header, result);
}

function validateRoots(header: Header, result: ExecutedFigures): void {
  const { receiptsRoot, requestsHash, blockAccessListHash, stateRoot } = result;
  const { number } = header;
  if (receiptsRoot !== undefined && header.receiptsRoot !== receiptsRoot) {
    throw new errors.ReceiptsRootMismatchError({
      actual: receiptsRoot,
      expected: header.receiptsRoot,
      number,
    });
  }
  if (header.requestsHash !== requestsHash) {
    throw new errors.RequestsHashMismatchError({
      actual: requestsHash,
      expected: header.requestsHash,
      number,
    });
  }
  if (blockAccessListHash !== undefined && header.blockAccessListHash !== blockAccessListHash) {
    throw new errors.BlockAccessListHashMismatchError({
      actual: blockAccessListHash,
      expected: header.blockAccessListHash,
      number,
    });
  }
  if (stateRoot !== undefined && header.stateRoot !== stateRoot) {
    throw new errors.StateRootMismatchError({ actual: stateRoot, expected: header.stateRoot, number });
  }
}

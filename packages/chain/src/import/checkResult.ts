/** What execution found against the header: everything but the roots of states. */
import {
  type Block,
  type BlockResult,
  blockAccessListHash,
  checkAccessListSize,
  type Hash,
  type Receipt,
  ReceiptsRootMismatchError,
  receiptsRoot,
  rulesOf,
  StateRootMismatchError,
  validateResult,
} from '@heddle/engine';

/** True where receipts hold state roots, which are checked when those are known. */
export function receiptsHoldStates({ hardfork }: Block): boolean {
  return !rulesOf(hardfork).receiptStatus;
}

/** @throws one subclass of InvalidBlockError per figure, for the first that differs */
export function checkResult(block: Block, result: BlockResult): void {
  const list = rulesOf(block.hardfork).blockAccessList ? result.blockAccessList : undefined;
  validateResult(block.header, {
    gasUsed: result.gasUsed,
    blobGasUsed: result.blobGasUsed,
    logsBloom: result.logsBloom,
    requestsHash: result.requestsHash,
    receiptsRoot: receiptsHoldStates(block) ? undefined : result.receiptsRoot,
    ...(list && { blockAccessListHash: blockAccessListHash(list) }),
  });
  if (list !== undefined) checkAccessListSize(list, block.header);
}

/** @throws ReceiptsRootMismatchError */
export function checkReceiptsRoot({ header }: Block, receipts: readonly Receipt[]): void {
  const actual = receiptsRoot(receipts);
  const { number, receiptsRoot: expected } = header;
  if (actual !== expected) throw new ReceiptsRootMismatchError({ actual, expected, number });
}

/** @throws StateRootMismatchError */
export function checkStateRoot({ header }: Block, actual: Hash): void {
  const { number, stateRoot: expected } = header;
  if (actual !== expected) throw new StateRootMismatchError({ actual, expected, number });
}

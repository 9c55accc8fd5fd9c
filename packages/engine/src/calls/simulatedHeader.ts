/** Headers of simulated blocks: before their calls, and when those have run. */
import { type Hardfork, rulesOf } from '@heddle/evm';
import { baseFeeAfter } from '../block/baseFee.ts';
import { excessBlobGas } from '../block/blobGas.ts';
import { headerHash } from '../block/header.ts';
import { logsBloom } from '../block/logsBloom.ts';
import { requestsHash } from '../block/requests.ts';
import { receiptsRoot, transactionsRoot, withdrawalsRoot } from '../block/roots.ts';
import { EMPTY_LIST_HASH } from '../hash.ts';
import type { Block, Hash, Header, Hex, Receipt } from '../types.ts';
import type { PlannedBlock } from './simulatedChain.ts';

const ZERO: Hash = `0x${'00'.repeat(32)}`;

/**
 * The header under which calls run. What it does not override it has of its parent; without validation the base fee is 0,
 * so that calls need no price.
 */
export function headerBefore(
  { blockOverrides }: PlannedBlock,
  parent: Header,
  hardfork: Hardfork,
  validates: boolean,
): Header {
  const rules = rulesOf(hardfork);
  const { number, time, gasLimit, feeRecipient, difficulty, prevRandao, baseFeePerGas, beaconRoot } =
    blockOverrides;
  return {
    parentHash: headerHash(parent),
    ommersHash: EMPTY_LIST_HASH,
    beneficiary: feeRecipient ?? parent.beneficiary,
    stateRoot: parent.stateRoot,
    transactionsRoot: ZERO,
    receiptsRoot: ZERO,
    logsBloom: logsBloom([]),
    difficulty: difficulty ?? parent.difficulty,
    number,
    gasLimit: gasLimit ?? parent.gasLimit,
    gasUsed: 0n,
    timestamp: time,
    extraData: '0x',
    mixHash: prevRandao ?? ZERO,
    nonce: '0x0000000000000000',
    ...(rules.baseFee && { baseFeePerGas: baseFeePerGas ?? (validates ? baseFeeAfter(parent) : 0n) }),
    ...(rules.withdrawals && { withdrawalsRoot: withdrawalsRoot(blockOverrides.withdrawals ?? []) }),
    ...(rules.blobs && {
      blobGasUsed: 0n,
      excessBlobGas: excessBlobGas(parent, rules),
      parentBeaconBlockRoot: beaconRoot ?? ZERO,
    }),
    ...(rules.slotNumber && { slotNumber: (parent.slotNumber ?? 0n) + 1n }),
  };
}

/** What the calls of a block came to. */
export interface SimulatedFigures {
  receipts: Receipt[];
  gasUsed: bigint;
  blobGasUsed: bigint;
  requests: Hex[] | undefined;
}

/** The header when its calls have run. The state root stays that of the parent: nobody computes another one. */
export function headerAfter(header: Header, { transactions }: Block, figures: SimulatedFigures): Header {
  const { receipts, gasUsed, blobGasUsed, requests } = figures;
  return {
    ...header,
    transactionsRoot: transactionsRoot(transactions),
    receiptsRoot: receiptsRoot(receipts),
    logsBloom: logsBloom(receipts.flatMap(({ logs }) => logs)),
    gasUsed,
    ...(header.blobGasUsed !== undefined && { blobGasUsed }),
    ...(requests && { requestsHash: requestsHash(requests) }),
  };
}

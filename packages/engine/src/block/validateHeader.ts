/** The rules that a header must keep after its parent, seal of proof of work apart. */
import { type HardforkRules, rulesOf } from '@heddle/evm';
import { sizeOfHex } from '../bytes.ts';
import type { ChainSpec } from '../chainSpec.ts';
import * as errors from '../errors/block.ts';
import { EMPTY_LIST_HASH } from '../hash.ts';
import type { Header } from '../types.ts';
import { baseFeeAfter, ELASTICITY } from './baseFee.ts';
import { BLOB_GAS, excessBlobGas } from './blobGas.ts';
import { validateDaoExtraData } from './daoFork.ts';
import { difficultyAfter } from './difficulty.ts';
import { headerHash } from './header.ts';

const MAX_EXTRA_DATA_BYTES = 32;
const MIN_GAS_LIMIT = 5_000n;
const MAX_GAS_LIMIT = 2n ** 63n - 1n;
/** The gas limit moves by less than this part of the parent's. */
const GAS_LIMIT_DIVISOR = 1_024n;
/** What the nonce is once nobody mines (EIP-3675). */
const STAKE_NONCE = '0x0000000000000000';

/**
 * Checks a header against its parent.
 *
 * @param parentTotalDifficulty sum of the difficulties up to the parent, for chains that merge by it
 * @throws one subclass of InvalidBlockError per rule, the first that is broken
 */
export function validateHeader(
  header: Header,
  parent: Header,
  spec: ChainSpec,
  parentTotalDifficulty?: bigint,
): void {
  const { number, timestamp } = header;
  const rules = rulesOf(spec.hardforkAt({ number, timestamp, parentTotalDifficulty }));
  validatePlace(header, parent);
  validateDaoExtraData(header, spec);
  validateSeal(header, parent, rules);
  validateGas(header, parent, rules);
  validatePresence(header, rules);
  if (rules.baseFee) validateBaseFee(header, parent);
  if (rules.blobs) validateBlobs(header, parent, rules);
}

/** Where the block stands: parent, number, time, and the one free field. */
function validatePlace(header: Header, parent: Header): void {
  const { number, parentHash, timestamp } = header;
  const expectedHash = headerHash(parent);
  if (parentHash !== expectedHash) {
    throw new errors.ParentHashMismatchError({ actual: parentHash, expected: expectedHash, number });
  }
  if (number !== parent.number + 1n) {
    throw new errors.BlockNumberMismatchError({ actual: number, expected: parent.number + 1n, number });
  }
  if (timestamp <= parent.timestamp) {
    throw new errors.TimestampNotAfterParentError({ actual: timestamp, parent: parent.timestamp, number });
  }
  const extraBytes = sizeOfHex(header.extraData);
  if (extraBytes > MAX_EXTRA_DATA_BYTES) {
    throw new errors.ExtraDataTooLongError({ actual: extraBytes, limit: MAX_EXTRA_DATA_BYTES, number });
  }
}

/** The difficulty, and after the merge the fields that lost their meaning (EIP-3675). */
function validateSeal(header: Header, parent: Header, rules: HardforkRules): void {
  const { number, difficulty } = header;
  const expected = rules.proofOfStake ? 0n : difficultyAfter(parent, header.timestamp, rules);
  if (difficulty !== expected) {
    throw new errors.DifficultyMismatchError({ actual: difficulty, expected, number });
  }
  if (!rules.proofOfStake) return;
  if (header.nonce !== STAKE_NONCE) {
    throw new errors.HeaderFieldInvalidError({ field: 'nonce', reason: 'is not 0', number });
  }
  if (header.ommersHash !== EMPTY_LIST_HASH) {
    throw new errors.HeaderFieldInvalidError({
      field: 'ommersHash',
      reason: 'is not that of no ommers',
      number,
    });
  }
}

/** Every later field must be there exactly from its hardfork on. */
function validatePresence(header: Header, rules: HardforkRules): void {
  const expected = {
    baseFeePerGas: rules.baseFee,
    withdrawalsRoot: rules.withdrawals,
    blobGasUsed: rules.blobs,
    excessBlobGas: rules.blobs,
    parentBeaconBlockRoot: rules.blobs,
    requestsHash: rules.requests,
    blockAccessListHash: rules.blockAccessList,
    slotNumber: rules.slotNumber,
  };
  for (const [field, isExpected] of Object.entries(expected)) {
    const isPresent = header[field as keyof typeof expected] !== undefined;
    if (isPresent === isExpected) continue;
    const reason = isPresent ? 'does not exist yet' : 'is missing';
    throw new errors.HeaderFieldInvalidError({ field, reason, number: header.number });
  }
}

/** Gas limit and gas used. */
function validateGas(header: Header, parent: Header, rules: HardforkRules): void {
  const { number, gasLimit, gasUsed } = header;
  // The first block with a base fee doubles the limit, so that its target is the old limit (EIP-1559).
  const isFirstWithBaseFee = rules.baseFee && parent.baseFeePerGas === undefined;
  const reference = isFirstWithBaseFee ? parent.gasLimit * ELASTICITY : parent.gasLimit;
  const step = gasLimit > reference ? gasLimit - reference : reference - gasLimit;
  if (step >= reference / GAS_LIMIT_DIVISOR || gasLimit < MIN_GAS_LIMIT || gasLimit > MAX_GAS_LIMIT) {
    throw new errors.GasLimitOutOfBoundsError({ actual: gasLimit, parent: reference, number });
  }
  if (gasUsed > gasLimit)
    throw new errors.GasUsedAboveLimitError({ actual: gasUsed, limit: gasLimit, number });
}

function validateBaseFee(header: Header, parent: Header): void {
  const expected = baseFeeAfter(parent);
  if (header.baseFeePerGas !== expected) {
    throw new errors.BaseFeeMismatchError({
      actual: header.baseFeePerGas,
      expected,
      number: header.number,
    });
  }
}

/** Excess and use of blob gas (EIP-4844). */
function validateBlobs(header: Header, parent: Header, rules: HardforkRules): void {
  const { number, blobGasUsed = 0n } = header;
  const limit = BLOB_GAS * BigInt(rules.blobMax);
  if (blobGasUsed > limit || blobGasUsed % BLOB_GAS !== 0n) {
    throw new errors.BlobGasUsedOutOfBoundsError({ actual: blobGasUsed, limit, number });
  }
  const expected = excessBlobGas(parent, rules);
  if (header.excessBlobGas !== expected) {
    throw new errors.ExcessBlobGasMismatchError({ actual: header.excessBlobGas, expected, number });
  }
}

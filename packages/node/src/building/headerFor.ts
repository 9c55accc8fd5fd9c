/** The header of a block that is built, before anything has run. */
import {
  baseFeeAfter,
  difficultyAfter,
  excessBlobGas,
  type Hardfork,
  type HardforkRules,
  type Hash,
  type Header,
  rulesOf,
} from '@heddle/engine';
import type { BuildAttributes, BuildParent } from './types.ts';

const zeroHash: Hash = `0x${'00'.repeat(32)}`;
/** keccak256 of the RLP of no ommers. */
const NO_OMMERS: Hash = '0x1dcc4de8dec75d7aab85b567b6ccd41ad312451b948a7413f0a142fd40d49347';
/** A gas limit moves by less than this part of its parent's. */
const GAS_LIMIT_DIVISOR = 1_024n;
const MIN_GAS_LIMIT = 5_000n;
/** The first block with a base fee doubles the gas limit (EIP-1559). */
const ELASTICITY = 2n;

/** The gas limit nearest to `target` that a block after `parent` may have. */
export function gasLimitTowards(target: bigint, parent: Header, rules: HardforkRules): bigint {
  const doubles = rules.baseFee && parent.baseFeePerGas === undefined;
  const before = doubles ? parent.gasLimit * ELASTICITY : parent.gasLimit;
  const most = before / GAS_LIMIT_DIVISOR - 1n;
  const wanted = target < MIN_GAS_LIMIT ? MIN_GAS_LIMIT : target;
  if (wanted > before) return wanted - before < most ? wanted : before + most;
  return before - wanted < most ? wanted : before - most;
}

/** A header with all that follows from parent and attributes; roots and figures of the execution are zero. */
export function headerFor(parent: BuildParent, attributes: BuildAttributes, hardfork: Hardfork): Header {
  const rules = rulesOf(hardfork);
  const { header: before } = parent;
  const { timestamp, feeRecipient, prevRandao, extraData = '0x', overrides } = attributes;
  return {
    parentHash: parent.hash,
    ommersHash: NO_OMMERS,
    beneficiary: feeRecipient,
    stateRoot: zeroHash,
    transactionsRoot: zeroHash,
    receiptsRoot: zeroHash,
    logsBloom: `0x${'00'.repeat(256)}`,
    difficulty: rules.proofOfStake ? 0n : difficultyAfter(before, timestamp, rules),
    number: before.number + 1n,
    gasLimit: gasLimitTowards(attributes.gasLimit ?? before.gasLimit, before, rules),
    gasUsed: 0n,
    timestamp,
    extraData,
    mixHash: prevRandao,
    nonce: '0x0000000000000000',
    ...laterFields(before, attributes, rules),
    ...overrides,
  };
}

/** The fields that hardforks appended. */
function laterFields(parent: Header, attributes: BuildAttributes, rules: HardforkRules): Partial<Header> {
  const { parentBeaconBlockRoot = zeroHash, slotNumber = 0n } = attributes;
  return {
    ...(rules.baseFee && { baseFeePerGas: baseFeeAfter(parent) }),
    ...(rules.withdrawals && { withdrawalsRoot: zeroHash }),
    ...(rules.blobs && {
      blobGasUsed: 0n,
      excessBlobGas: excessBlobGas(parent, rules),
      parentBeaconBlockRoot,
    }),
    ...(rules.requests && { requestsHash: zeroHash }),
    ...(rules.blockAccessList && { blockAccessListHash: zeroHash }),
    ...(rules.slotNumber && { slotNumber }),
  };
}

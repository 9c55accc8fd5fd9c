import type { Address, Block, Hash } from '@heddle/engine';
import { type Hardfork, rulesOf } from '@heddle/evm';

/** Wei per gas. */
export const baseFee = 1_000_000_000n;

/** A block without transactions whose header has the fields of its hardfork; roots and gas used stay zero. */
export function emptyBlock(hardfork: Hardfork, beneficiary: Address): Block {
  const rules = rulesOf(hardfork);
  const zero = hashOfDigit('0');
  const header: Block['header'] = {
    parentHash: hashOfDigit('a'),
    ommersHash: zero,
    beneficiary,
    stateRoot: zero,
    transactionsRoot: zero,
    receiptsRoot: zero,
    logsBloom: `0x${'00'.repeat(256)}`,
    difficulty: rules.proofOfStake ? 0n : 0x20000n,
    number: 30_000_000n,
    gasLimit: 0n,
    gasUsed: 0n,
    timestamp: 1_950_000_000n,
    extraData: '0x',
    mixHash: hashOfDigit('b'),
    nonce: '0x0000000000000000',
  };
  if (rules.baseFee) header.baseFeePerGas = baseFee;
  if (rules.withdrawals) header.withdrawalsRoot = zero;
  if (rules.blobs)
    Object.assign(header, { blobGasUsed: 0n, excessBlobGas: 0n, parentBeaconBlockRoot: hashOfDigit('c') });
  if (rules.requests) header.requestsHash = zero;
  if (rules.blockAccessList) header.blockAccessListHash = zero;
  if (rules.slotNumber) header.slotNumber = 12_345n;
  const blockHashes = new Map([[header.number - 1n, header.parentHash]]);
  const withdrawals = rules.withdrawals ? [] : undefined;
  return { chainId: 1n, hardfork, header, transactions: [], ommers: [], withdrawals, blockHashes };
}

function hashOfDigit(digit: string): Hash {
  return `0x${digit.repeat(64)}`;
}

import type { Address, Block, Hash, Hex } from '@heddle/engine';
import { type Hardfork, rulesOf } from '@heddle/evm';

const zeroHash = word32('0');
const number = 20_000_000n;
const timestamp = 1_900_000_000n;

/** Wei per gas; a round figure of mainnet's order. */
export const baseFee = 10n ** 9n;

/** Who gets the fees of a sample block. */
export const beneficiary: Address = `0x${'be'.repeat(20)}`;

/** Roots and gas used are what executing the block gives, so they stay zero here. */
const unsealed = {
  stateRoot: zeroHash,
  transactionsRoot: zeroHash,
  receiptsRoot: zeroHash,
  logsBloom: `0x${'00'.repeat(256)}` as Hex,
  gasUsed: 0n,
};

/** A sample block without transactions, with the header fields that its hardfork has. */
export function emptyBlock(hardfork: Hardfork, gasLimit: bigint): Block {
  const rules = rulesOf(hardfork);
  const header: Block['header'] = {
    ...unsealed,
    parentHash: word32('1'),
    ommersHash: zeroHash,
    beneficiary,
    difficulty: rules.proofOfStake ? 0n : 131_072n,
    number,
    gasLimit,
    timestamp,
    extraData: '0x',
    mixHash: word32('2'),
    nonce: '0x0000000000000000',
  };
  if (rules.baseFee) header.baseFeePerGas = baseFee;
  if (rules.withdrawals) header.withdrawalsRoot = zeroHash;
  if (rules.blobs)
    Object.assign(header, { blobGasUsed: 0n, excessBlobGas: 0n, parentBeaconBlockRoot: word32('3') });
  if (rules.requests) header.requestsHash = zeroHash;
  return {
    chainId: 1n,
    hardfork,
    header,
    transactions: [],
    ommers: [],
    withdrawals: rules.withdrawals ? [] : undefined,
    blockHashes: new Map([[number - 1n, header.parentHash]]),
  };
}

function word32(digit: string): Hash {
  return `0x${digit.padStart(64, '0')}`;
}

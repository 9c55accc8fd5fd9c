import type { Hash, Header } from '@heddle/engine';
import { toQuantity } from './hex.ts';

/** A header with its hash, as newHeads and simulations send it. Fields that its hardfork lacks are absent. */
export function formatHeader(hash: Hash, header: Header) {
  const { number, difficulty, gasLimit, gasUsed, timestamp } = header;
  return {
    hash,
    parentHash: header.parentHash,
    sha3Uncles: header.ommersHash,
    miner: header.beneficiary,
    stateRoot: header.stateRoot,
    transactionsRoot: header.transactionsRoot,
    receiptsRoot: header.receiptsRoot,
    logsBloom: header.logsBloom,
    difficulty: toQuantity(difficulty),
    number: toQuantity(number),
    gasLimit: toQuantity(gasLimit),
    gasUsed: toQuantity(gasUsed),
    timestamp: toQuantity(timestamp),
    extraData: header.extraData,
    mixHash: header.mixHash,
    nonce: header.nonce,
    ...laterFields(header),
  };
}

/** What hardforks from London on added. */
function laterFields(header: Header) {
  const numbers = {
    baseFeePerGas: header.baseFeePerGas,
    blobGasUsed: header.blobGasUsed,
    excessBlobGas: header.excessBlobGas,
    slotNumber: header.slotNumber,
  };
  const hashes = {
    withdrawalsRoot: header.withdrawalsRoot,
    parentBeaconBlockRoot: header.parentBeaconBlockRoot,
    requestsHash: header.requestsHash,
    blockAccessListHash: header.blockAccessListHash,
  };
  const given = Object.entries(numbers).flatMap(([name, value]) =>
    value === undefined ? [] : [[name, toQuantity(value)] as const],
  );
  return { ...Object.fromEntries(given), ...hashes };
}

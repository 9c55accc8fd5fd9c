/** Headers to RLP and back, and their hash. */
import type { RlpNode } from '../rlp/decode.ts';
import { encodeRlp, type RlpInput, rlpHash } from '../rlp/encode.ts';
import { addressField, bytesField, fixedField, hashField, listField, uintField } from '../rlp/fields.ts';
import type { Hash, Header } from '../types.ts';

/** Fields of a header before London, and of one from Amsterdam on: every hardfork between appended some. */
const FIRST_FIELDS = 15;
const ALL_FIELDS = 23;

/** A header as RLP input, for encoding it alone or within a block. */
export function headerFields(header: Header): RlpInput[] {
  const fields = [
    ...[header.parentHash, header.ommersHash, header.beneficiary, header.stateRoot],
    ...[header.transactionsRoot, header.receiptsRoot, header.logsBloom, header.difficulty],
    ...[header.number, header.gasLimit, header.gasUsed, header.timestamp],
    ...[header.extraData, header.mixHash, header.nonce],
  ];
  const later = [
    ...[header.baseFeePerGas, header.withdrawalsRoot, header.blobGasUsed, header.excessBlobGas],
    ...[header.parentBeaconBlockRoot, header.requestsHash, header.blockAccessListHash, header.slotNumber],
  ];
  return [...fields, ...later.filter((field) => field !== undefined)];
}

/** The RLP of a header. */
export function encodeHeader(header: Header): Uint8Array {
  return encodeRlp(headerFields(header));
}

/** The hash that names a block. */
export function headerHash(header: Header): Hash {
  return rlpHash(headerFields(header));
}

/**
 * Reads a header, with as many of the later fields as are there; validation knows which ones must be.
 *
 * @throws RlpError naming the field
 */
export function decodeHeader(item: RlpNode): Header {
  const fields = listField(item, 'header', FIRST_FIELDS, ALL_FIELDS);
  return { ...firstFields(fields), ...laterFields(fields) };
}

function firstFields(fields: readonly RlpNode[]): Header {
  return {
    parentHash: hashField(fields[0], 'parentHash'),
    ommersHash: hashField(fields[1], 'ommersHash'),
    beneficiary: addressField(fields[2], 'beneficiary'),
    stateRoot: hashField(fields[3], 'stateRoot'),
    transactionsRoot: hashField(fields[4], 'transactionsRoot'),
    receiptsRoot: hashField(fields[5], 'receiptsRoot'),
    logsBloom: fixedField(fields[6], 256, 'logsBloom'),
    difficulty: uintField(fields[7], 32, 'difficulty'),
    number: uintField(fields[8], 8, 'number'),
    gasLimit: uintField(fields[9], 8, 'gasLimit'),
    gasUsed: uintField(fields[10], 8, 'gasUsed'),
    timestamp: uintField(fields[11], 8, 'timestamp'),
    extraData: bytesField(fields[12], 'extraData'),
    mixHash: hashField(fields[13], 'mixHash'),
    nonce: fixedField(fields[14], 8, 'nonce'),
  };
}

function laterFields(fields: readonly RlpNode[]): Partial<Header> {
  const [baseFee, withdrawalsRoot, blobGasUsed, excessBlobGas, beaconRoot, requestsHash, listHash, slot] =
    fields.slice(FIRST_FIELDS);
  return {
    ...(baseFee && { baseFeePerGas: uintField(baseFee, 32, 'baseFeePerGas') }),
    ...(withdrawalsRoot && { withdrawalsRoot: hashField(withdrawalsRoot, 'withdrawalsRoot') }),
    ...(blobGasUsed && { blobGasUsed: uintField(blobGasUsed, 8, 'blobGasUsed') }),
    ...(excessBlobGas && { excessBlobGas: uintField(excessBlobGas, 8, 'excessBlobGas') }),
    ...(beaconRoot && { parentBeaconBlockRoot: hashField(beaconRoot, 'parentBeaconBlockRoot') }),
    ...(requestsHash && { requestsHash: hashField(requestsHash, 'requestsHash') }),
    ...(listHash && { blockAccessListHash: hashField(listHash, 'blockAccessListHash') }),
    ...(slot && { slotNumber: uintField(slot, 8, 'slotNumber') }),
  };
}

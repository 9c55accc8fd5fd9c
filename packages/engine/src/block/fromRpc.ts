/** Headers and blocks from the objects of JSON-RPC. */
import type { ChainSpec } from '../chainSpec.ts';
import { FieldMalformedError } from '../errors/input.ts';
import { hashElement, JsonFields } from '../json.ts';
import { transactionFromRpc } from '../transaction/fromRpc.ts';
import type { Block, Hash, Header, Withdrawal } from '../types.ts';
import { encodeBlock, placeOf } from './decode.ts';

/**
 * Reads a header out of a block object of `eth_getBlockByNumber`.
 *
 * @param path names the object in errors
 * @throws FieldMalformedError naming the field
 */
export function headerFromRpc(json: unknown, path = 'block'): Header {
  const fields = new JsonFields(json, path);
  return {
    parentHash: fields.hash('parentHash'),
    ommersHash: fields.hash('sha3Uncles'),
    beneficiary: fields.address('miner'),
    stateRoot: fields.hash('stateRoot'),
    transactionsRoot: fields.hash('transactionsRoot'),
    receiptsRoot: fields.hash('receiptsRoot'),
    logsBloom: fields.bytes('logsBloom', 256),
    difficulty: fields.uint('difficulty'),
    number: fields.uint('number'),
    gasLimit: fields.uint('gasLimit'),
    gasUsed: fields.uint('gasUsed'),
    timestamp: fields.uint('timestamp'),
    extraData: fields.bytes('extraData'),
    mixHash: fields.hash('mixHash'),
    nonce: fields.bytes('nonce', 8),
    baseFeePerGas: fields.optionalUint('baseFeePerGas'),
    withdrawalsRoot: fields.optionalHash('withdrawalsRoot'),
    blobGasUsed: fields.optionalUint('blobGasUsed'),
    excessBlobGas: fields.optionalUint('excessBlobGas'),
    parentBeaconBlockRoot: fields.optionalHash('parentBeaconBlockRoot'),
    requestsHash: fields.optionalHash('requestsHash'),
    blockAccessListHash: fields.optionalHash('blockAccessListHash'),
    slotNumber: fields.optionalUint('slotNumber'),
  };
}

/**
 * Reads a block file: `{ chainId, block, blockHashes }`, the block as `eth_getBlockByNumber(n, true)` gives it.
 *
 * Ommers are there by hash only, so the block has none of them and cannot be checked against its ommers hash.
 * @throws FieldMalformedError naming the field
 */
export function blockFromRpc(json: unknown, spec: ChainSpec): Block {
  const file = new JsonFields(json, 'file');
  const fields = file.child('block');
  const header = headerFromRpc((json as { block: unknown }).block);
  const transactions = fields.list('transactions', transactionFromRpc);
  const withdrawals = withdrawalsOf(fields);
  return {
    ...placeOf(header, { spec, chainId: file.uint('chainId'), blockHashes: blockHashesOf(file) }),
    header,
    transactions,
    ommers: [],
    ...(withdrawals && { withdrawals }),
  };
}

/**
 * The RLP of a block object of `eth_getBlockByNumber(n, true)`, so that nothing is believed that the bytes do not say: not
 * the senders, not the hashes.
 *
 * @param path names the object in errors
 * @throws FieldMalformedError naming the field; for a block with ommers, of which the object has the hashes only
 */
export function blockRlpFromRpc(json: unknown, path = 'block'): Uint8Array {
  const fields = new JsonFields(json, path);
  const uncles = fields.list('uncles', hashElement);
  if (uncles.length > 0) {
    const expected = 'none: JSON has only the hashes of ommers. Take the RLP of the block';
    throw new FieldMalformedError({ field: `${path}.uncles`, value: uncles, expected });
  }
  return encodeBlock({
    header: headerFromRpc(json, path),
    transactions: fields.list('transactions', transactionFromRpc),
    ommers: [],
    withdrawals: withdrawalsOf(fields),
  });
}

function withdrawalsOf(fields: JsonFields): Withdrawal[] | undefined {
  return fields.has('withdrawals') ? fields.list('withdrawals', withdrawalFromRpc) : undefined;
}

function blockHashesOf(file: JsonFields): Map<bigint, Hash> {
  const hashes = file.child('blockHashes');
  return new Map(hashes.names().map((number) => [blockNumber(number), hashes.hash(number)]));
}

function blockNumber(name: string): bigint {
  if (/^(0x[0-9a-f]{1,16}|[0-9]{1,20})$/i.test(name)) return BigInt(name);
  throw new FieldMalformedError({ field: 'file.blockHashes', value: name, expected: 'block numbers' });
}

function withdrawalFromRpc(value: unknown, path: string): Withdrawal {
  const fields = new JsonFields(value, path);
  return {
    index: fields.uint('index'),
    validatorIndex: fields.uint('validatorIndex'),
    address: fields.address('address'),
    amount: fields.uint('amount'),
  };
}

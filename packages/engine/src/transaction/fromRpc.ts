/** Transactions from the objects of JSON-RPC, old ones without type and chain id included. */
import { FieldMalformedError } from '../errors/input.ts';
import { hashElement, JsonFields } from '../json.ts';
import type { AccessListEntry, Authorization, Transaction } from '../types.ts';
import { legacySignature } from './legacySignature.ts';

/**
 * Reads a transaction object of `eth_getBlockByNumber` or `eth_getTransactionByHash`.
 *
 * @param json the object; a sender in `from` is taken over
 * @param path names the object in errors
 * @throws FieldMalformedError naming the field
 */
export function transactionFromRpc(json: unknown, path = 'transaction'): Transaction {
  const fields = new JsonFields(json, path);
  const type = typeOf(fields, path);
  return {
    type,
    ...signatureOf(fields, type, path),
    nonce: fields.uint('nonce'),
    gasLimit: fields.uint('gas'),
    to: fields.has('to') ? fields.address('to') : null,
    value: fields.uint('value'),
    data: fields.bytes(fields.has('input') ? 'input' : 'data'),
    ...feesOf(fields, type),
    maxFeePerBlobGas: type === 3 ? fields.uint('maxFeePerBlobGas') : 0n,
    blobVersionedHashes: type === 3 ? fields.list('blobVersionedHashes', hashElement) : [],
    accessList: type === 0 ? [] : fields.list('accessList', accessListEntry),
    authorizationList: type === 4 ? fields.list('authorizationList', authorization) : [],
    ...(fields.has('from') ? { from: fields.address('from') } : {}),
  };
}

function typeOf(fields: JsonFields, path: string): Transaction['type'] {
  const type = Number(fields.optionalUint('type') ?? 0n);
  if (type === 0 || type === 1 || type === 2 || type === 3 || type === 4) return type;
  throw new FieldMalformedError({ field: `${path}.type`, value: type, expected: 'a type from 0 to 4' });
}

function feesOf(fields: JsonFields, type: Transaction['type']) {
  // Objects of types 2 to 4 hold a gas price too: the one that was paid.
  const [fee, priority] = type < 2 ? ['gasPrice', 'gasPrice'] : ['maxFeePerGas', 'maxPriorityFeePerGas'];
  return { maxFeePerGas: fields.uint(fee!), maxPriorityFeePerGas: fields.uint(priority!) };
}

function signatureOf(fields: JsonFields, type: Transaction['type'], path: string) {
  const [r, s] = [fields.uint('r'), fields.uint('s')];
  if (type === 0) return { ...legacySignature(fields.uint('v')), r, s };
  const yParity = fields.uint(fields.has('yParity') ? 'yParity' : 'v');
  if (yParity > 1n)
    throw new FieldMalformedError({ field: `${path}.yParity`, value: `${yParity}`, expected: '0 or 1' });
  const parity: 0 | 1 = yParity === 1n ? 1 : 0;
  return { yParity: parity, chainId: fields.uint('chainId'), r, s };
}

function accessListEntry(value: unknown, path: string): AccessListEntry {
  const fields = new JsonFields(value, path);
  return { address: fields.address('address'), storageKeys: fields.list('storageKeys', hashElement) };
}

function authorization(value: unknown, path: string): Authorization {
  const fields = new JsonFields(value, path);
  return {
    chainId: fields.uint('chainId'),
    address: fields.address('address'),
    nonce: fields.uint('nonce'),
    yParity: fields.uint(fields.has('yParity') ? 'yParity' : 'v'),
    r: fields.uint('r'),
    s: fields.uint('s'),
  };
}

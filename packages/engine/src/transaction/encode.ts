/** Transactions to their bytes, with the signature and without. */
import type { RlpInput } from '../rlp/encode.ts';
import { RlpWriter } from '../rlp/writer.ts';
import type { Authorization, Transaction } from '../types.ts';
import { legacyV } from './legacySignature.ts';

const writer = new RlpWriter();

/** The bytes of a signed transaction: what the transactions root commits to and the hash is of. */
export function encodeTransaction(transaction: Transaction): Uint8Array {
  return writer.encode((out) => writeTransaction(out, transaction));
}

/** As `encodeTransaction`, from its end. */
export function writeTransaction(out: RlpWriter, transaction: Transaction): void {
  writeEnveloped(out, transaction.type, signedFields(transaction));
}

/** A transaction as an item of a block: a list when legacy, else a byte string. */
export function transactionItem(transaction: Transaction): RlpInput {
  return transaction.type === 0 ? signedFields(transaction) : encodeTransaction(transaction);
}

/** The bytes whose keccak256 the sender signed. */
export function signingPayload(transaction: Transaction): Uint8Array {
  const fields = unsignedFields(transaction);
  // Replay protection puts the chain id where the signature will stand (EIP-155).
  if (transaction.type === 0 && transaction.chainId !== undefined) fields.push(transaction.chainId, 0n, 0n);
  return writer.encode((out) => writeEnveloped(out, transaction.type, fields));
}

function writeEnveloped(out: RlpWriter, type: Transaction['type'], fields: RlpInput[]): void {
  out.item(fields);
  if (type !== 0) out.byte(type);
}
function signedFields(transaction: Transaction): RlpInput[] {
  const { type, yParity, chainId, r, s } = transaction;
  const v = type === 0 ? legacyV(yParity, chainId) : BigInt(yParity);
  return [...unsignedFields(transaction), v, r, s];
}

function unsignedFields(transaction: Transaction): RlpInput[] {
  const { type, nonce, gasLimit, value, data, maxFeePerGas, maxPriorityFeePerGas } = transaction;
  const to = transaction.to ?? '0x';
  if (type === 0) return [nonce, maxFeePerGas, gasLimit, to, value, data];
  const chainId = transaction.chainId ?? 0n;
  const accessList = transaction.accessList.map((entry) => [entry.address, entry.storageKeys]);
  if (type === 1) return [chainId, nonce, maxFeePerGas, gasLimit, to, value, data, accessList];
  return [
    ...[chainId, nonce, maxPriorityFeePerGas, maxFeePerGas, gasLimit, to, value, data, accessList],
    ...(type === 3 ? [transaction.maxFeePerBlobGas, transaction.blobVersionedHashes] : []),
    ...(type === 4 ? [transaction.authorizationList.map(authorizationFields)] : []),
  ];
}

function authorizationFields(authorization: Authorization): RlpInput[] {
  const { chainId, address, nonce, yParity, r, s } = authorization;
  return [chainId, address, nonce, yParity, r, s];
}

/**
 * An account as bytes, short: what stores keep by address and workers read themselves. Byte 0 has bits for code and
 * storage, then nonce (u64, little-endian), the code hash where there is code, and the balance in as many big-endian bytes
 * as it needs.
 */
import { toBigint, toHex } from '../bytes.ts';
import { AccountRecordMalformedError } from '../errors/input.ts';
import { EMPTY_CODE_HASH } from '../hash.ts';
import type { Account } from '../types.ts';
import type { DiffAccount, DiffSide } from './stateDiff.ts';

/** The account has code, whose hash follows the nonce. */
export const ACCOUNT_HAS_CODE = 1;
/** A slot may be other than zero. */
export const ACCOUNT_HAS_STORAGE = 2;
const NONCE = 1;
/** Where what follows the nonce begins. */
export const ACCOUNT_REST = 9;

/** @see decodeAccount */
export function encodeAccount({ nonce, balance, codeHash, hasStorage }: Account): Uint8Array {
  const hasCode = codeHash !== EMPTY_CODE_HASH;
  const digits = balance === 0n ? '' : balance.toString(16);
  const rest = (hasCode ? codeHash.slice(2) : '') + (digits.length % 2 === 1 ? `0${digits}` : digits);
  const bytes = Buffer.allocUnsafe(ACCOUNT_REST + rest.length / 2);
  bytes[0] = (hasCode ? ACCOUNT_HAS_CODE : 0) | (hasStorage ? ACCOUNT_HAS_STORAGE : 0);
  bytes.writeBigUInt64LE(nonce, NONCE);
  bytes.write(rest, ACCOUNT_REST, 'hex');
  return bytes;
}

const EMPTY_CODE_HASH_BYTES = Buffer.from(EMPTY_CODE_HASH.slice(2), 'hex');

/** The record of an account as it is on one side of a diff, where it exists. */
export function encodeDiffAccount(account: DiffAccount, side: DiffSide, hasStorage: boolean): Uint8Array {
  const codeHash = account.codeHashBytesAt(side);
  const hasCode = EMPTY_CODE_HASH_BYTES.compare(codeHash) !== 0;
  const padded = account.balanceBytesAt(side);
  let zeros = 0;
  while (zeros < padded.length && padded[zeros] === 0) zeros++;
  const balanceStart = ACCOUNT_REST + (hasCode ? codeHash.length : 0);
  const bytes = Buffer.allocUnsafe(balanceStart + padded.length - zeros);
  bytes[0] = (hasCode ? ACCOUNT_HAS_CODE : 0) | (hasStorage ? ACCOUNT_HAS_STORAGE : 0);
  bytes.writeBigUInt64LE(account.nonceAt(side), NONCE);
  if (hasCode) bytes.set(codeHash, ACCOUNT_REST);
  bytes.set(padded.subarray(zeros), balanceStart);
  return bytes;
}

/** @throws AccountRecordMalformedError when the bytes are no account */
export function decodeAccount(record: Uint8Array): Account {
  checkAccountRecord(record);
  const view = new DataView(record.buffer, record.byteOffset, record.byteLength);
  const hasCode = ((record[0] as number) & ACCOUNT_HAS_CODE) !== 0;
  const balance = hasCode ? ACCOUNT_REST + 32 : ACCOUNT_REST;
  return {
    nonce: view.getBigUint64(NONCE, true),
    balance: toBigint(record.subarray(balance, record.length)), // lmdb's buffers are longer than their `length`
    codeHash: hasCode ? toHex(record.subarray(ACCOUNT_REST, balance)) : EMPTY_CODE_HASH,
    hasStorage: ((record[0] as number) & ACCOUNT_HAS_STORAGE) !== 0,
  };
}

/** @throws AccountRecordMalformedError when flags or length are none of an account's */
export function checkAccountRecord(record: Uint8Array): void {
  const flags = record[0] ?? 0xff;
  const least = (flags & ACCOUNT_HAS_CODE) === 0 ? ACCOUNT_REST : ACCOUNT_REST + 32;
  const isKnown = (flags & ~(ACCOUNT_HAS_CODE | ACCOUNT_HAS_STORAGE)) === 0;
  if (!isKnown || record.length < least || record.length > least + 32) {
    throw new AccountRecordMalformedError({ bytes: record.length, flags });
  }
}

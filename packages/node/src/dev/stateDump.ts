/** A state as one string, in the form of anvil's dumps: hexadecimal of the gzip of JSON with accounts. */
import { gunzipSync, gzipSync } from 'node:zlib';
import type { Address, Hash, Hex } from '@heddle/engine';
import type { WholeAccount } from './developmentChain.ts';
import type { AccountEdit } from './edits.ts';
import { DevelopmentError } from './errors.ts';

/** Bytes of JSON that are unpacked of a dump: a small one could unpack to any size. */
const MOST_BYTES = 1 << 30;

interface DumpedAccount {
  nonce: number;
  balance: Hex;
  code: Hex;
  storage: Record<Hash, Hash>;
}

const toHex = (bytes: Uint8Array): Hex => `0x${Buffer.from(bytes).toString('hex')}`;
const word = (value: bigint): Hash => `0x${value.toString(16).padStart(64, '0')}`;

export async function dumpState(
  accounts: AsyncIterable<WholeAccount> | Iterable<WholeAccount>,
  bestBlock: bigint,
): Promise<Hex> {
  const dumped: Record<Address, DumpedAccount> = {};
  for await (const { address, nonce, balance, code, storage } of accounts) {
    const slots = Object.fromEntries([...storage].map(([slot, value]) => [slot, word(value)]));
    dumped[address] = {
      nonce: Number(nonce),
      balance: `0x${balance.toString(16)}`,
      code: toHex(code),
      storage: slots,
    };
  }
  const text = JSON.stringify({ best_block_number: `0x${bestBlock.toString(16)}`, accounts: dumped });
  return toHex(gzipSync(text));
}

/** The accounts of a dump as edits of a state. @throws DevelopmentError DUMP_MALFORMED */
export function readDump(dump: Hex): Map<Address, AccountEdit> {
  const accounts = (parse(dump) as { accounts?: unknown })?.accounts;
  if (typeof accounts !== 'object' || accounts === null) malformed('no accounts');
  return new Map(
    Object.entries(accounts).map(([address, account]) => [
      pattern(/^0x[0-9a-f]{40}$/i, address, 'an address').toLowerCase() as Address,
      readAccount(account as Partial<DumpedAccount> | null, address),
    ]),
  );
}

function malformed(reason: string): never {
  throw new DevelopmentError('DUMP_MALFORMED', { reason });
}

function parse(dump: Hex): unknown {
  const bytes = Buffer.from(dump.slice(2), 'hex');
  try {
    const isPacked = bytes[0] === 0x1f && bytes[1] === 0x8b;
    const text = isPacked ? gunzipSync(bytes, { maxOutputLength: MOST_BYTES }) : bytes;
    return JSON.parse(text.toString('utf8'));
  } catch (error) {
    return malformed((error as Error).message);
  }
}

function readAccount(account: Partial<DumpedAccount> | null, address: string): AccountEdit {
  if (typeof account !== 'object' || account === null) malformed(`${address} is no object`);
  const { nonce = 0, balance = '0x0', code = '0x', storage = {} } = account;
  const number = /^(0x[0-9a-f]{1,64}|\d{1,78})$/i;
  const slots = Object.entries(storage).map(([slot, value]): [Hash, bigint] => [
    word(BigInt(pattern(number, slot, `a slot of ${address}`))),
    BigInt(pattern(number, String(value), `a value of ${address}`)),
  ]);
  return {
    nonce: BigInt(pattern(number, String(nonce), `the nonce of ${address}`)),
    balance: BigInt(pattern(number, String(balance), `the balance of ${address}`)),
    code: Buffer.from(pattern(/^0x([0-9a-f]{2})*$/i, code, `the code of ${address}`).slice(2), 'hex'),
    storage: new Map(slots),
  };
}

function pattern(expected: RegExp, text: unknown, what: string): string {
  if (typeof text !== 'string' || !expected.test(text)) malformed(`${what} is ${JSON.stringify(text)}`);
  return text;
}

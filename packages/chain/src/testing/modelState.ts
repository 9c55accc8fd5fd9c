/** A state in maps with its root from scratch, and diffs between two of them: what the trie is compared with. */
import { type Address, encodeRlp, type Hash, type Hex, type StateDiff, trieRoot } from '@heddle/engine';
import { keccak256, layout } from '@heddle/evm';
import { fromHex, toHex } from '../bytes.ts';

export interface ModelAccount {
  readonly nonce: bigint;
  readonly balance: bigint;
  readonly codeHash: Hash;
  /** Values by slot, none zero. */
  readonly storage: ReadonlyMap<Hash, bigint>;
}

export type ModelState = ReadonlyMap<Address, ModelAccount>;

/** Where a key stands in the trie. */
export type KeyHash = (key: Hex) => Hex;

export const hashedKey: KeyHash = (key) => toHex(keccak256(fromHex(key)));
/** As RUN_PLAIN_KEYS has it: crafted keys. */
export const plainKey: KeyHash = (key) => `0x${key.slice(2).padEnd(64, '0')}`;

const rlp = (input: Parameters<typeof encodeRlp>[0]) => toHex(encodeRlp(input));

/** The root of the state from scratch. */
export function rootOf(state: ModelState, keyOf: KeyHash): Hash {
  return trieRoot(
    [...state].map(([address, { nonce, balance, codeHash, storage }]) => {
      const storageRoot = trieRoot([...storage].map(([slot, value]) => [keyOf(slot), rlp(value)]));
      return [keyOf(address), rlp([nonce, balance, storageRoot, codeHash])];
    }),
  );
}

const nobody: ModelAccount['storage'] = new Map();

/** The complete diff that leads from one state to the other. */
export function diffBetween(before: ModelState, after: ModelState): StateDiff {
  const accounts: Buffer[] = [];
  const slots: Buffer[] = [];
  for (const address of [...new Set([...before.keys(), ...after.keys()])].sort()) {
    const [old, now] = [before.get(address), after.get(address)];
    const changed = changedSlots(old?.storage ?? nobody, now?.storage ?? nobody);
    const hasFields = fieldsOf(old) !== fieldsOf(now);
    if (!hasFields && changed.length === 0) continue;
    accounts.push(
      accountRecord(address, old, now, { first: slots.length, count: changed.length }, hasFields),
    );
    slots.push(...changed);
  }
  return { accounts: Buffer.concat(accounts), slots: Buffer.concat(slots), codes: new Map() };
}

function fieldsOf(account: ModelAccount | undefined): string {
  return account === undefined ? '' : `${account.nonce} ${account.balance} ${account.codeHash}`;
}

function word(value: bigint): Buffer {
  return Buffer.from(value.toString(16).padStart(64, '0'), 'hex');
}

function changedSlots(before: ModelAccount['storage'], after: ModelAccount['storage']): Buffer[] {
  return [...new Set([...before.keys(), ...after.keys()])]
    .sort()
    .filter((slot) => (before.get(slot) ?? 0n) !== (after.get(slot) ?? 0n))
    .map((slot) => Buffer.concat([fromHex(slot), word(before.get(slot) ?? 0n), word(after.get(slot) ?? 0n)]));
}

function accountRecord(
  address: Address,
  before: ModelAccount | undefined,
  after: ModelAccount | undefined,
  slots: { first: number; count: number },
  hasFields: boolean,
): Buffer {
  const record = Buffer.alloc(layout.DIFF_ACCOUNT_BYTES);
  record.set(fromHex(address), layout.DIFF_ADDRESS);
  const flags =
    (before ? layout.DIFF_EXISTS_BEFORE : 0) |
    (after ? layout.DIFF_EXISTS_AFTER : 0) |
    (hasFields ? layout.DIFF_FIELDS : 0);
  record.writeUInt32LE(flags, layout.DIFF_FLAGS);
  record.writeUInt32LE(slots.first, layout.DIFF_FIRST_SLOT);
  record.writeUInt32LE(slots.count, layout.DIFF_SLOT_COUNT);
  record.writeBigUInt64LE(before?.nonce ?? 0n, layout.DIFF_NONCE_BEFORE);
  record.writeBigUInt64LE(after?.nonce ?? 0n, layout.DIFF_NONCE_AFTER);
  record.set(word(before?.balance ?? 0n), layout.DIFF_BALANCE_BEFORE);
  record.set(word(after?.balance ?? 0n), layout.DIFF_BALANCE_AFTER);
  if (before) record.set(fromHex(before.codeHash), layout.DIFF_CODE_HASH_BEFORE);
  if (after) record.set(fromHex(after.codeHash), layout.DIFF_CODE_HASH_AFTER);
  return record;
}

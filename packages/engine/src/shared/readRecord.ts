/** What each transaction read and wrote, and who met it first: the material for analyses. */
import { layout } from '@heddle/evm';
import type { BlockRecord, LocationKind, RecordedAccess, TransactionRecord } from '../record.ts';
import type { TransactionReport } from '../report.ts';
import type { Hash, Hex, Receipt } from '../types.ts';
import { type AccessRecord, LocationNames, readAccessRecords } from './readAccesses.ts';
import { resultAt } from './readResults.ts';
import type { SharedMemory } from './sharedMemory.ts';
import { readHash, readHex } from './words.ts';

/** Reads by the flags of an account's view. Whether it was empty is asked of three fields at once. */
const readsByFlag: readonly [flag: number, kinds: readonly LocationKind[]][] = [
  [layout.BALANCE_KNOWN, ['balance']],
  [layout.NONCE_KNOWN, ['nonce']],
  [layout.CODE_KNOWN, ['code']],
  [layout.EXISTS_KNOWN, ['existence']],
  [layout.EMPTY_KNOWN, ['balance', 'nonce', 'code']],
];

const writesByKind: ReadonlyMap<number, LocationKind> = new Map([
  [layout.RECORD_BALANCE, 'balance'],
  [layout.RECORD_CREDIT, 'balance'],
  [layout.RECORD_NONCE, 'nonce'],
  [layout.RECORD_CODE, 'code'],
  [layout.RECORD_EXISTS, 'existence'],
  [layout.RECORD_WIPE, 'storage'],
]);

/** Reads the record of a block that ran serially with RECORDS_ORIGINS. */
export function readRecord(
  shared: SharedMemory,
  results: number,
  reports: readonly TransactionReport[],
  receipts: readonly Receipt[],
): BlockRecord {
  const names = new LocationNames(shared);
  const transactions = reports.map(({ startMs, endMs }, txIndex): TransactionRecord => {
    const { gasUsed: gas } = receipts[txIndex] as Receipt;
    const { reads, writes } = readAccesses(shared, names, resultAt(results, txIndex));
    return { ms: endMs - startMs, gas, reads, writes };
  });
  return { transactions, preimages: readPreimages(shared) };
}

function readAccesses(
  shared: SharedMemory,
  names: LocationNames,
  result: number,
): Pick<TransactionRecord, 'reads' | 'writes'> {
  const found: Pick<TransactionRecord, 'reads' | 'writes'> = { reads: [], writes: [] };
  for (const record of readAccessRecords(shared, result)) {
    const isSlot = record.kind === layout.RECORD_SLOT || record.kind === layout.RECORD_SLOT_READ;
    if (isSlot) addSlot(found, names, record);
    else addAccount(found, names, record);
  }
  return found;
}

type Found = Pick<TransactionRecord, 'reads' | 'writes'>;

function byOf(names: LocationNames, { by, selector }: AccessRecord): Pick<RecordedAccess, 'by'> {
  if (by === 0) return {};
  const bytes = Buffer.alloc(4);
  bytes.writeUInt32LE(selector);
  const named: Hex | undefined = selector === 0 ? undefined : `0x${bytes.toString('hex')}`;
  return { by: { contract: names.account(by), selector: named } };
}

function addSlot({ reads, writes }: Found, names: LocationNames, record: AccessRecord): void {
  const access: RecordedAccess = {
    address: names.account(names.ownerOf(record.location)),
    kind: 'slot',
    slot: names.slot(record.location),
    ...byOf(names, record),
  };
  reads.push(access); // also before a write, which pays by the value that was there
  if (record.kind === layout.RECORD_SLOT) writes.push({ ...access, commutes: false });
}

function addAccount({ reads, writes }: Found, names: LocationNames, record: AccessRecord): void {
  const address = names.account(record.location);
  const by = byOf(names, record);
  if (record.kind !== layout.RECORD_ACCOUNT) {
    const kind = writesByKind.get(record.kind) as LocationKind;
    writes.push({ address, kind, ...by, commutes: record.kind === layout.RECORD_CREDIT });
    return;
  }
  const flags = Number(record.value);
  const kinds = new Set(readsByFlag.flatMap(([flag, read]) => ((flags & flag) === 0 ? [] : read)));
  for (const kind of kinds) reads.push({ address, kind, ...by });
}

function readPreimages(shared: SharedMemory): BlockRecord['preimages'] {
  const inputs = new Map<Hash, Hex>();
  let at = shared.getUint32(layout.BLOCK_PREIMAGES);
  for (; at !== 0; at = shared.getUint32(at)) {
    const length = shared.getUint32(at + layout.PREIMAGE_LENGTH);
    const hash = readHash(shared.bytes, at + layout.PREIMAGE_HASH);
    if (!inputs.has(hash)) inputs.set(hash, readHex(shared.buffer, at + layout.PREIMAGE_INPUT, length));
  }
  return [...inputs].map(([hash, input]) => ({ hash, input })).reverse();
}

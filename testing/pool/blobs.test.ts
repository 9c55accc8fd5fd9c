import {
  chainSpec,
  encodeRlp,
  encodeTransaction,
  type Hex,
  headerHash,
  type Transaction,
} from '@heddle/engine';
import { openTransactionPool, type PoolHead, type TransactionPool } from '@heddle/node';
import { afterAll, beforeAll, expect, test } from 'vitest';
import known from './blobProofs.json' with { type: 'json' };

const sender = `0x${'aa'.repeat(20)}` as const;
const zeroHash = `0x${'00'.repeat(32)}` as const;
const gwei = 10n ** 9n;

function header(number: bigint) {
  return {
    parentHash: zeroHash,
    ommersHash: zeroHash,
    beneficiary: sender,
    stateRoot: zeroHash,
    transactionsRoot: zeroHash,
    receiptsRoot: zeroHash,
    logsBloom: `0x${'00'.repeat(256)}` as const,
    difficulty: 0n,
    number,
    gasLimit: 30_000_000n,
    gasUsed: 0n,
    timestamp: 1_700_000_000n,
    extraData: '0x' as const,
    mixHash: zeroHash,
    nonce: '0x0000000000000000' as const,
    baseFeePerGas: gwei,
  };
}

/** A blob with one non-zero field element. */
const blobOf = (n: number): Hex =>
  `0x${'00'.repeat(31)}${n.toString(16).padStart(2, '0')}${'00'.repeat(131_040)}`;

interface Made {
  transaction: Transaction;
  raw: Uint8Array;
}

async function versionedHash(commitment: string): Promise<Hex> {
  const digest = await crypto.subtle.digest('SHA-256', Buffer.from(commitment.slice(2), 'hex'));
  return `0x01${Buffer.from(digest).toString('hex').slice(2)}`;
}

/** What `blobProofs.json` knows of the blob with that field element; made with kzg-wasm, which is another library than the pool uses. */
function proofsOf(value: number, version: 0 | 1): { commitment: Hex; proofs: Hex[] } {
  const found = known.find((one) => one.value === value)!;
  const proofs = version === 0 ? [found.proof] : found.cellProofs;
  return { commitment: found.commitment as Hex, proofs: proofs as Hex[] };
}

/** A signed-looking blob transaction in network form; who signed it is left to chance, so everybody has wei. */
async function blobTransaction(version: 0 | 1, element: number, breaks = false): Promise<Made> {
  const blob = blobOf(element);
  const { commitment, proofs: honest } = proofsOf(element, version);
  const proofs = breaks ? honest.map(() => commitment) : honest;
  const transaction: Transaction = {
    type: 3,
    chainId: 1n,
    nonce: 0n,
    gasLimit: 21_000n,
    to: sender,
    value: 0n,
    data: '0x',
    maxFeePerGas: 2n * gwei,
    maxPriorityFeePerGas: gwei,
    maxFeePerBlobGas: gwei,
    blobVersionedHashes: [await versionedHash(commitment)],
    accessList: [],
    authorizationList: [],
    yParity: 0,
    r: 1n,
    s: 77n,
  };
  const { nonce, gasLimit, to, value, data, maxFeePerGas, maxPriorityFeePerGas, r, s } = transaction;
  const body = [
    ...[1n, nonce, maxPriorityFeePerGas, maxFeePerGas, gasLimit, to ?? '0x', value, data, []],
    ...[transaction.maxFeePerBlobGas, transaction.blobVersionedHashes, 0n, r, s],
  ];
  const sidecar = version === 1 ? [1n, [blob], [commitment], proofs] : [[blob], [commitment], proofs];
  return { transaction, raw: Buffer.concat([Uint8Array.of(3), encodeRlp([body, ...sidecar])]) };
}

const NO_CODE = '0xc5d2460186f7233c927e7db2dcc703c0e500b653ca82273b7bfad8045d85a470';
const OSAKA_TIME = 2_000_000_000n;
const spec = chainSpec({
  name: 'test',
  chainId: 1n,
  schedule: [
    ['prague', { block: 0n }],
    ['osaka', { time: OSAKA_TIME }],
  ],
});

/** A head whose state gives everybody wei and that nonce. */
function headWith(number: bigint, nonce: bigint, timestamp = 1_700_000_000n): PoolHead {
  const made = { ...header(number), timestamp };
  const rich = { nonce, balance: 10n ** 24n, codeHash: NO_CODE, hasStorage: false } as const;
  const state = { account: () => rich, storage: () => 0n, code: () => new Uint8Array() };
  return { header: made, hash: headerHash(made), state };
}

const errorOf = (answer: unknown) => (answer as { error?: Error }).error?.message;

// One pool for all: its thread has the trusted setup to load.
let pool: TransactionPool;
beforeAll(async () => {
  pool = await openTransactionPool({
    spec,
    head: headWith(0n, 0n),
    nextTimestamp: (head) => head.timestamp + 1n,
  });
});
afterAll(() => pool.close());

test('a blob whose proof does not hold, or that comes without, is refused', async () => {
  const broken = await blobTransaction(0, 1, true);
  const cut = broken.raw.subarray(0, broken.raw.length - 1);
  const answers = await pool.add([broken.raw, encodeTransaction(broken.transaction), cut]);
  expect(answers.map(errorOf)).toEqual([
    'invalid blob sidecar: a KZG proof does not hold',
    'missing sidecar in blob transaction',
    expect.stringMatching(/^rlp: /),
  ]);
});

test('blobs are given by their hashes, and come back with a transaction whose block left the chain', async () => {
  const { raw, transaction } = await blobTransaction(0, 1);
  const [answer] = await pool.add([raw]);
  expect(errorOf(answer)).toBeUndefined();
  const hashes = transaction.blobVersionedHashes;
  const [blob, nothing] = pool.blobs([hashes[0]!, zeroHash]);
  expect(blob).toMatchObject({ version: 0 });
  expect(Buffer.from(blob!.blob).toString('hex')).toBe(blobOf(1).slice(2));
  expect(nothing).toBeUndefined();
  expect(pool.status().bytes).toBe(raw.length);
  const entry = pool.get(answer!.hash!)!;
  expect(Buffer.compare(entry.raw, encodeTransaction(transaction))).toBe(0); // as in a block: without blobs
  await pool.moveHead({ head: headWith(1n, 1n), included: [entry.transaction], dropped: [] });
  expect(pool.status()).toMatchObject({ pending: 0, bytes: 0 });
  expect(pool.blobs(hashes)[0]).toBeDefined();
  await pool.moveHead({ head: headWith(1n, 0n), included: [], dropped: [entry.transaction] });
  expect(pool.status().pending).toBe(1);
  expect(pool.remove(answer!.hash!)).toBe(true);
  expect(pool.blobs(hashes)).toEqual([undefined]);
});

test('from Osaka on proofs are of cells; a local transaction with the older ones gets them', async () => {
  await pool.moveHead({ head: headWith(2n, 0n, OSAKA_TIME), included: [], dropped: [] });
  const older = await blobTransaction(0, 2);
  const [refused] = await pool.add([older.raw]);
  expect(errorOf(refused)).toMatch(/^invalid blob sidecar: unexpected sidecar version, have 0, want 1/);
  const [made] = await pool.add([older.raw], { source: 'local' });
  expect(errorOf(made)).toBeUndefined();
  const [blob] = pool.blobs(older.transaction.blobVersionedHashes);
  expect(blob?.version).toBe(1);
  const proofs = blob?.proofs.map((proof) => `0x${Buffer.from(proof).toString('hex')}`);
  expect(proofs).toEqual(proofsOf(2, 1).proofs);
  pool.remove(made!.hash!);
  const cells = await blobTransaction(1, 1);
  const broken = await blobTransaction(1, 2, true);
  const [taken, wrong] = await pool.add([cells.raw, broken.raw]);
  expect(errorOf(taken)).toBeUndefined();
  expect(errorOf(wrong)).toBe('invalid blob sidecar: a KZG proof does not hold');
  expect(pool.blobs(cells.transaction.blobVersionedHashes)[0]?.proofs).toHaveLength(128);
}, 120_000);

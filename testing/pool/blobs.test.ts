import {
  devChain,
  encodeRlp,
  encodeTransaction,
  type Hardfork,
  type Hex,
  headerHash,
  MemoryState,
  type Transaction,
} from '@heddle/engine';
import { openTransactionPool, type TransactionPool } from '@heddle/node';
import { loadKZG } from 'kzg-wasm';
import { beforeAll, expect, test } from 'vitest';

type Kzg = Awaited<ReturnType<typeof loadKZG>>;
let kzg: Kzg;
beforeAll(async () => {
  kzg = await loadKZG();
});

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

function headAt(number: bigint, nonce: bigint) {
  const made = header(number);
  const state = MemoryState.fromAlloc({
    [sender]: { balance: '0x1000000000000000000000', nonce: `0x${nonce.toString(16)}` },
  });
  return { header: made, hash: headerHash(made), state };
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

/** A signed-looking blob transaction in network form; who signed it is left to chance, so its balance is the pool's business. */
async function blobTransaction(version: 0 | 1, seed: number, breaks = false): Promise<Made> {
  const blob = blobOf(seed);
  const commitment = kzg.blobToKzgCommitment(blob) as Hex;
  const honest =
    version === 0 ? [kzg.computeBlobKZGProof(blob, commitment)] : kzg.computeCellsAndProofs(blob)[1];
  const proofs = (breaks ? honest.map(() => commitment) : honest) as Hex[];
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

/** A pool whose state gives everybody wei, so that whoever signed can pay. */
function poolIn(hardfork: Hardfork): Promise<TransactionPool> {
  const head = headAt(0n, 0n);
  const rich = { nonce: 0n, balance: 10n ** 24n, codeHash: NO_CODE, hasStorage: false };
  const state = { account: () => rich, storage: () => 0n, code: () => new Uint8Array() };
  return openTransactionPool({ spec: devChain(hardfork, 1n), head: { ...head, state } });
}
const NO_CODE = '0xc5d2460186f7233c927e7db2dcc703c0e500b653ca82273b7bfad8045d85a470';

const errorOf = (answer: unknown) => (answer as { error?: Error }).error?.message;

test('a blob with its proof is taken, kept and given by its hash until the transaction is gone', async () => {
  const pool = await poolIn('prague');
  const { raw, transaction } = await blobTransaction(0, 1);
  const [answer] = await pool.add([raw]);
  expect(errorOf(answer)).toBeUndefined();
  const hash = transaction.blobVersionedHashes[0]!;
  const [blob, nothing] = pool.blobs([hash, zeroHash]);
  expect(blob).toMatchObject({ version: 0 });
  expect(Buffer.from(blob!.blob).toString('hex')).toBe(blobOf(1).slice(2));
  expect(nothing).toBeUndefined();
  expect(pool.status().bytes).toBe(raw.length);
  // What stands in a block has no blobs.
  expect(Buffer.compare(pool.get(answer!.hash!)!.raw, encodeTransaction(transaction))).toBe(0);
  expect(pool.remove(answer!.hash!)).toBe(true);
  expect(pool.blobs([hash])).toEqual([undefined]);
  await pool.close();
});

test('a blob whose proof does not hold, or that comes without, is refused', async () => {
  const pool = await poolIn('prague');
  const broken = await blobTransaction(0, 2, true);
  const swapped = Buffer.from((await blobTransaction(0, 3)).raw);
  swapped[swapped.length - 200_000 + 120_000] ^= 1; // inside the blob
  const bare = encodeTransaction(broken.transaction);
  const answers = await pool.add([broken.raw, bare, swapped]);
  expect(answers.map(errorOf)).toEqual([
    'invalid blob sidecar: a KZG proof does not hold',
    'missing sidecar in blob transaction',
    expect.stringMatching(/^invalid blob sidecar/),
  ]);
  await pool.close();
});

test('from Osaka on proofs are of cells; a local transaction with the older ones gets them', async () => {
  const pool = await poolIn('osaka');
  const cells = await blobTransaction(1, 4);
  const older = await blobTransaction(0, 5);
  const [taken, refused] = await pool.add([cells.raw, older.raw]);
  expect(errorOf(taken)).toBeUndefined();
  expect(errorOf(refused)).toMatch(/^invalid blob sidecar: unexpected sidecar version, have 0, want 1/);
  expect(pool.blobs(cells.transaction.blobVersionedHashes)[0]?.proofs).toHaveLength(128);
  const [made] = await pool.add([older.raw], { source: 'local' });
  expect(errorOf(made)).toBeUndefined();
  const [blob] = pool.blobs(older.transaction.blobVersionedHashes);
  expect(blob?.version).toBe(1);
  const proof = kzg.computeCellsAndProofs(blobOf(5))[1][7]!;
  expect(Buffer.from(blob!.proofs[7]!).toString('hex')).toBe(proof.slice(2));
  await pool.close();
});

test('blobs of an included transaction come back with it', async () => {
  const pool = await poolIn('prague');
  const { raw, transaction } = await blobTransaction(0, 6);
  const [answer] = await pool.add([raw]);
  const entry = pool.get(answer!.hash!)!;
  const rich = { balance: 10n ** 24n, codeHash: NO_CODE, hasStorage: false } as const;
  const headWith = (number: bigint, nonce: bigint) => ({
    ...headAt(number, nonce),
    state: { account: () => ({ ...rich, nonce }), storage: () => 0n, code: () => new Uint8Array() },
  });
  await pool.moveHead({ head: headWith(1n, 1n), included: [entry.transaction], dropped: [] });
  expect(pool.status()).toMatchObject({ pending: 0, bytes: 0 });
  expect(pool.blobs(transaction.blobVersionedHashes)[0]).toBeDefined();
  await pool.moveHead({ head: headWith(1n, 0n), included: [], dropped: [entry.transaction] });
  expect(pool.status().pending).toBe(1);
  expect(pool.blobs(transaction.blobVersionedHashes)[0]).toBeDefined();
  await pool.close();
});

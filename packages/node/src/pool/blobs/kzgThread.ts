/**
 * The thread that checks blobs against their commitments: 10 ms and more each, too long for the thread that
 * answers requests. kzg-wasm speaks hexadecimal; the official trusted setup comes with it.
 */
import { parentPort } from 'node:worker_threads';
import { loadKZG } from 'kzg-wasm';
import type { KzgAnswer, KzgJob } from './kzgChecker.ts';
import { CELLS_PER_BLOB, type Sidecar } from './sidecar.ts';

const loading = loadKZG();
const toHex = (bytes: Uint8Array) => `0x${Buffer.from(bytes).toString('hex')}`;
const fromHex = (hex: string) => new Uint8Array(Buffer.from(hex.replace(/^0x/, ''), 'hex'));

type Kzg = Awaited<typeof loading>;

/** True when every blob is what its commitment and proofs say. */
function holds(kzg: Kzg, { version, blobs, commitments, proofs }: Sidecar): boolean {
  const blobsHex = blobs.map(toHex);
  const commitmentsHex = commitments.map(toHex);
  const proofsHex = proofs.map(toHex);
  if (version === 0) return kzg.verifyBlobKZGProofBatch(blobsHex, commitmentsHex, proofsHex);
  const cells = blobsHex.flatMap((blob) => kzg.computeCells(blob));
  const perCell = commitmentsHex.flatMap((commitment) => Array(CELLS_PER_BLOB).fill(commitment) as string[]);
  const indices = cells.map((_, i) => i % CELLS_PER_BLOB);
  return kzg.verifyCellKzgProofBatch(perCell, indices, cells, proofsHex);
}

/** The proofs of all cells, in place of one per blob. */
function cellProofs(kzg: Kzg, { blobs }: Sidecar): Uint8Array[] {
  return blobs.flatMap((blob) => kzg.computeCellsAndProofs(toHex(blob))[1].map(fromHex));
}

async function answer({ id, sidecar, wantsCellProofs }: KzgJob): Promise<KzgAnswer> {
  const kzg = await loading;
  try {
    if (!holds(kzg, sidecar)) return { id, isValid: false };
    return { id, isValid: true, ...(wantsCellProofs ? { cellProofs: cellProofs(kzg, sidecar) } : {}) };
  } catch {
    return { id, isValid: false }; // a point or field element out of range
  }
}

parentPort?.on('message', (job: KzgJob) => {
  void answer(job).then((made) => parentPort?.postMessage(made));
});

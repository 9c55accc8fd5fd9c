/**
 * The thread that checks blobs against their commitments, which takes too long for the thread that answers requests: a
 * blob with one proof 20 ms, with proofs of cells 2 s, and once 15 s to load the trusted setup (kzg-wasm 1.0, 2026-11).
 * kzg-wasm speaks hexadecimal; the official trusted setup comes with it.
 */
import { parentPort } from 'node:worker_threads';
import { loadKZG } from 'kzg-wasm';
import type { KzgAnswer, KzgJob } from './kzgChecker.ts';
import { CELLS_PER_BLOB, type Sidecar } from './sidecar.ts';

const loading = loadKZG();
const toHex = (bytes: Uint8Array) => `0x${Buffer.from(bytes).toString('hex')}`;
const fromHex = (hex: string) => new Uint8Array(Buffer.from(hex.replace(/^0x/, ''), 'hex'));

type Kzg = Awaited<typeof loading>;

/** The proofs of all cells of a blob (EIP-7594). */
const cellProofs = (kzg: Kzg, blob: Uint8Array) => kzg.computeCellsAndProofs(toHex(blob))[1].map(fromHex);

const isSame = (a: Uint8Array, b: Uint8Array | undefined) => b !== undefined && Buffer.compare(a, b) === 0;

/** True when every blob is what its commitment and proofs say. */
function holds(kzg: Kzg, { version, blobs, commitments, proofs }: Sidecar): boolean {
  if (version === 0) {
    return kzg.verifyBlobKZGProofBatch(blobs.map(toHex), commitments.map(toHex), proofs.map(toHex));
  }
  // There is one valid proof per cell, and the library makes the proofs whenever it makes the cells to verify.
  return blobs.every((blob, i) => {
    const commitment = fromHex(kzg.blobToKzgCommitment(toHex(blob)));
    if (!isSame(commitment, commitments[i])) return false;
    return cellProofs(kzg, blob).every((proof, cell) => isSame(proof, proofs[i * CELLS_PER_BLOB + cell]));
  });
}

async function answer({ id, sidecar, wantsCellProofs }: KzgJob): Promise<KzgAnswer> {
  const kzg = await loading;
  try {
    if (!holds(kzg, sidecar)) return { id, isValid: false };
    return {
      id,
      isValid: true,
      ...(wantsCellProofs ? { cellProofs: sidecar.blobs.flatMap((blob) => cellProofs(kzg, blob)) } : {}),
    };
  } catch {
    return { id, isValid: false }; // a point or field element out of range
  }
}

parentPort?.on('message', (job: KzgJob) => {
  void answer(job).then((made) => parentPort?.postMessage(made));
});

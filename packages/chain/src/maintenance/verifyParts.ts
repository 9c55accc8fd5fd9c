/** Checks all that a chain has stored. */
import type { ChainParts } from '../chainParts.ts';
import type { Finding } from './finding.ts';
import { verifyBlocks } from './verifyBlocks.ts';
import { verifyState } from './verifyState.ts';

/** Blocks first, then the state; see `Chain.verify`. */
export async function verifyParts(
  { store, spec, tree, pool }: ChainParts,
  onStep: (done: { blocks: number; accounts: number }) => void,
  signal: AbortSignal | undefined,
): Promise<Finding[]> {
  const findings: Finding[] = [];
  const done = { blocks: 0, accounts: 0 };
  for (const found of verifyBlocks(store, spec)) {
    signal?.throwIfAborted();
    findings.push(...found);
    done.blocks++;
    onStep(done);
    // A chain may have millions of blocks: let Ctrl-C through now and then.
    if (done.blocks % 64 === 0) await new Promise((resolve) => setImmediate(resolve));
  }
  for await (const { accounts, findings: found } of verifyState(store, tree, pool.workers)) {
    signal?.throwIfAborted();
    findings.push(...found);
    done.accounts += accounts;
    onStep(done);
  }
  return findings;
}

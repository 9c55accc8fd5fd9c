import {
  type Block,
  type BlockResult,
  type ExecuteOptions,
  executeBlock,
  HeddleError,
  type Pool,
  type StateReader,
} from '@heddle/engine';

/** What a valid block did: everything but the report of how it went. */
export type ExecutedResult = Omit<BlockResult, 'report'>;

/** All that can be observed of an execution: what a valid block did, or why a block was refused. */
export type Outcome =
  | { kind: 'executed'; result: ExecutedResult }
  | { kind: 'refused'; error: Pick<HeddleError, 'name' | 'code' | 'facts' | 'message'> };

/**
 * Executes a block. What it returns must not depend on the mechanism, the number of workers or the timing: everything
 * in a result but the report of how it went, and of an error its class, code, facts (txIndex among them) and sentence.
 *
 * @throws whatever is not a HeddleError: a bug of ours, never an outcome.
 */
export async function outcomeOf(block: Block, state: StateReader, options: ExecuteOptions): Promise<Outcome> {
  try {
    // A copy by spreading evaluates what is computed when first asked for.
    const { report: _, ...result } = await executeBlock(block, state, options);
    return { kind: 'executed', result };
  } catch (error) {
    if (!(error instanceof HeddleError)) throw error;
    const { name, code, facts, message } = error;
    return { kind: 'refused', error: { name, code, facts, message } };
  }
}

/**
 * The outcome of serial execution, with all there is to compare and the lists that other mechanisms want to be told. The
 * two kinds of lists take a run each.
 */
export async function serialOutcome(block: Block, state: StateReader, pool?: Pool): Promise<Outcome> {
  const options = { mechanism: 'serial', ...(pool && { pool }) } as const;
  const outcome = await outcomeOf(block, state, { ...options, listAccesses: true });
  const listed = await outcomeOf(block, state, { ...options, createAccessLists: true });
  if (outcome.kind === 'refused' || listed.kind === 'refused') return outcome;
  const { accessLists } = listed.result;
  return { kind: 'executed', result: { ...outcome.result, ...(accessLists && { accessLists }) } };
}

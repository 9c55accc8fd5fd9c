/** What a block did, out of the shared memory. */
import { layout, rulesOf } from '@heddle/evm';
import { buildBlockAccessList } from './accessList/build.ts';
import { depositRequests, depositRequestType, requestsHash, typedRequest } from './block/requests.ts';
import { receiptsRoot } from './block/roots.ts';
import type { BlockRun, PlacedTransactions } from './blockRun.ts';
import type { BlockRecord } from './record.ts';
import type { Report } from './report.ts';
import { readAccessLists } from './shared/readAccessLists.ts';
import { type TakenChanges, takeChanges } from './shared/readChanges.ts';
import { readRecord } from './shared/readRecord.ts';
import { readTransactionReports } from './shared/readReport.ts';
import { joinBlooms, readReceipts } from './shared/readResults.ts';
import type { Chosen, SkippedTransaction } from './skipping.ts';
import { changesOfDiff } from './state/changesOfDiff.ts';
import type { StateDiff } from './state/stateDiff.ts';
import type { Block, BlockAccessList, DeclaredAccess, Hash, Hex, Receipt, StateChanges } from './types.ts';

/** The same for every mechanism, number of workers and timing, but for the report. */
export interface BlockResult {
  receipts: Receipt[];
  gasUsed: bigint;
  blobGasUsed: bigint;
  logsBloom: Hex;
  /** From Byzantium on the root of the header; before, receipts would hold state roots that nobody computed. */
  receiptsRoot: Hash;
  /** Typed requests (EIP-7685), from Prague on. */
  requests: Hex[] | undefined;
  requestsHash: Hash | undefined;
  /** What the block changed, in bytes; see {@link StateDiff}. */
  diff: StateDiff;
  /** The same as objects. */
  changes: StateChanges;
  /** All that the block accessed (EIP-7928): from Amsterdam on, or when asked for. */
  blockAccessList?: BlockAccessList;
  /** When a block was built: the transactions that are not in it. Everything else here is of the others. */
  skipped?: SkippedTransaction[];
  /** When asked for: what each transaction used, as plans want it. */
  accessLists?: DeclaredAccess[][];
  /** When asked for: what each transaction accessed, and what that took. */
  record?: BlockRecord;
  report: Report;
}

/** What the execution of a block leaves beside the shared memory. */
export interface Executed {
  /** Requests that the calls after the transactions gave; undefined without such calls. */
  collected: Hex[] | undefined;
  blobGasUsed: bigint;
  gasUsed: bigint;
  /** Which transactions are in the block. */
  chosen: Chosen;
  /** True when RECORDS_ORIGINS were kept. */
  isRecorded: boolean;
  /** True when RECORDS_LOOKS were kept. */
  isListed: boolean;
  /** When the transactions began, on the workers' clock, in ms. */
  origin: number;
  report: Omit<Report, 'transactions' | 'conflicts'>;
}

/** What lies in the shared memory until the next block begins. */
interface Leftovers {
  taken: TakenChanges;
  blockAccessList: BlockAccessList | undefined;
  record: BlockRecord | undefined;
  accessLists: DeclaredAccess[][] | undefined;
}

/** What a result has when it was asked for. */
type Extra = 'blockAccessList' | 'record' | 'accessLists';

/** Reads the result of a block; what costs much to read is read when it is first asked for. */
export function gatherResult(run: BlockRun, placed: PlacedTransactions, executed: Executed): BlockResult {
  const { block, shared, pool } = run;
  const { results } = placed;
  const { collected, chosen, isRecorded, isListed, origin, report, ...figures } = executed;
  const { kept, skipped } = chosen;
  const receipts = readReceipts(shared, block, results, kept);
  const hasRequests = rulesOf(block.hardfork).requests && collected !== undefined;
  const requests = hasRequests ? allRequests(block, receipts, collected) : undefined;
  const transactions = readTransactionReports(shared, results, origin, kept);
  // A record of mere looks names more than was accessed.
  const hasList = shared.getUint32(layout.BLOCK_RECORDS) !== 0 && !isListed;
  const left = pool.promise((): Leftovers => {
    const blockAccessList = hasList ? buildBlockAccessList(shared, run.executed) : undefined;
    const record = isRecorded ? readRecord(shared, results, transactions, receipts) : undefined;
    const accessLists = isListed ? readAccessLists(shared, block, results) : undefined;
    return { blockAccessList, record, accessLists, taken: takeChanges(shared, pool.workers) };
  });
  const known = {
    receipts,
    ...figures,
    logsBloom: joinBlooms(shared, results, kept),
    requests,
    requestsHash: requests === undefined ? undefined : requestsHash(requests),
    ...(skipped === undefined ? {} : { skipped }),
    report: {
      ...report,
      transactions,
      get conflicts() {
        return left.value.taken.conflicts;
      },
    },
  };
  const extras: Extra[] = [];
  if (hasList) extras.push('blockAccessList');
  if (isRecorded) extras.push('record');
  if (isListed) extras.push('accessLists');
  return lazily(left, known, extras);
}

/** Deposits from the logs first, then what the calls returned (EIP-6110, EIP-7685). */
function allRequests(
  { depositContract }: Block,
  receipts: readonly Receipt[],
  collected: readonly Hex[],
): Hex[] {
  const deposits = typedRequest(depositRequestType, depositRequests(receipts, depositContract));
  return deposits === undefined ? [...collected] : [deposits, ...collected];
}

/**
 * Roots, changes and lists are made when first asked for: a block of 5,000 transfers takes 3 ms, its changes as
 * objects 30. They are properties of the object itself, so that a copy by spreading has them.
 */
function lazily(
  left: { readonly value: Leftovers },
  known: Omit<BlockResult, 'receiptsRoot' | 'diff' | 'changes'>,
  extras: readonly Extra[],
): BlockResult {
  let root: Hash | undefined;
  let changes: StateChanges | undefined;
  const result: BlockResult = {
    ...known,
    get receiptsRoot() {
      root ??= receiptsRoot(known.receipts);
      return root;
    },
    get diff() {
      return left.value.taken.diff;
    },
    get changes() {
      changes ??= changesOfDiff(left.value.taken.diff);
      return changes;
    },
  };
  for (const name of extras)
    Object.defineProperty(result, name, {
      enumerable: true,
      configurable: true,
      get: () => left.value[name],
    });
  return result;
}

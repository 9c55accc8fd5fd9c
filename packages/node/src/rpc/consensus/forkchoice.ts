/** engine_forkchoiceUpdated in all its versions. */
import type { Hash, Hex } from '@heddle/engine';
import { ParamError, RpcError, rpcCodes } from '../errors.ts';
import { allFields } from '../params/fields.ts';
import { hash } from '../params/hex.ts';
import type { Param } from '../params/param.ts';
import type { Consensus, DrivenChain, PayloadAttributes } from './consensus.ts';
import { checkEra, type Era, eraAt } from './era.ts';
import { invalid, type PayloadStatus, valid } from './status.ts';

const ZERO_HASH: Hash = `0x${'00'.repeat(32)}`;

/** Zero for safe and finalized says that there is none yet. */
export const forkchoiceState = allFields({
  headBlockHash: hash,
  safeBlockHash: hash,
  finalizedBlockHash: hash,
});

type ForkchoiceState = ReturnType<(typeof forkchoiceState)['read']>;

export interface ForkchoiceAnswer {
  payloadStatus: PayloadStatus;
  payloadId: Hex | null;
}

/** What a version of the method takes. */
export interface ForkchoiceVersion {
  attributes: Param<PayloadAttributes>;
  eras: readonly Era[];
  /** Whether attributes with withdrawals fit the era; before Shanghai they have none. */
  fits(attributes: PayloadAttributes, era: Era): boolean;
}

/** Moves the head and begins to build. @param attributes as given, undefined when nothing is to be built */
export function updateForkchoice(
  { payloads, builder }: Consensus,
  state: ForkchoiceState,
  attributes: unknown,
  version: ForkchoiceVersion,
): Promise<ForkchoiceAnswer> {
  const { chain } = payloads;
  const { headBlockHash: head } = state;
  return payloads.inTurn(async () => {
    if (head === ZERO_HASH) return { payloadStatus: invalid(null, 'the head is zero'), payloadId: null };
    const payloadStatus = await payloads.settle(head);
    if (payloadStatus.status !== 'VALID') return { payloadStatus, payloadId: null };
    // Nothing before the finalized block can become the head again.
    if (isBeforeFinalized(chain, head)) return { payloadStatus: valid(head), payloadId: null };
    checkMarks(chain, state);
    await chain.setHead(head, {
      ...(state.safeBlockHash !== ZERO_HASH && { safe: state.safeBlockHash }),
      ...(state.finalizedBlockHash !== ZERO_HASH && { finalized: state.finalizedBlockHash }),
    });
    const wanted = attributes === undefined ? undefined : readAttributes(chain, head, attributes, version);
    const payloadId = wanted && builder ? await builder.start(head, wanted) : null;
    return { payloadStatus, payloadId };
  });
}

function isBeforeFinalized(chain: DrivenChain, head: Hash): boolean {
  const finalized = chain.header('finalized');
  const { number } = chain.header(head)!;
  return finalized !== undefined && number < finalized.number && chain.isCanonical(head);
}

/** @throws RpcError -38002 for a safe or finalized block that is no ancestor of the head */
function checkMarks(
  chain: DrivenChain,
  { headBlockHash, safeBlockHash, finalizedBlockHash }: ForkchoiceState,
): void {
  for (const [what, mark] of [
    ['finalized', finalizedBlockHash],
    ['safe', safeBlockHash],
  ] as const) {
    if (mark === ZERO_HASH || isAncestor(chain, mark, headBlockHash)) continue;
    throw new RpcError(
      rpcCodes.invalidForkchoiceState,
      `Invalid forkchoice state: the ${what} block is not in the chain of the head`,
    );
  }
}

/** True for the block itself, too. Where the two chains meet the canonical one, that answers for the rest. */
function isAncestor(chain: DrivenChain, ancestor: Hash, block: Hash): boolean {
  const target = chain.header(ancestor);
  let next = block;
  for (
    let header = chain.header(next);
    target !== undefined && header !== undefined;
    header = chain.header(next)
  ) {
    if (next === ancestor) return true;
    if (header.number <= target.number) return false;
    if (chain.isCanonical(next)) return chain.isCanonical(ancestor);
    next = header.parentHash;
  }
  return false;
}

/** @throws RpcError -38003 or -38005 */
function readAttributes(
  chain: DrivenChain,
  head: Hash,
  value: unknown,
  { attributes, eras, fits }: ForkchoiceVersion,
): PayloadAttributes {
  const wrong = (reason: string) =>
    new RpcError(rpcCodes.invalidPayloadAttributes, `Invalid payload attributes: ${reason}`);
  let read: PayloadAttributes;
  try {
    read = attributes.read(value);
  } catch (error) {
    if (error instanceof ParamError) throw wrong(error.message);
    throw error;
  }
  const { number, timestamp } = chain.header(head)!;
  const era = eraAt(chain, number + 1n, read.timestamp);
  checkEra(era, eras, 'the payload to be built');
  if (!fits(read, era)) throw wrong(`their fields are not those of ${era}`);
  if (read.timestamp <= timestamp) throw wrong('the timestamp is not after that of the head');
  return read;
}

import { precompilesOf } from '@heddle/evm';
import { accessedOf } from '../machine/accessed.ts';
import type { CallContext, CallRequest } from '../machine/message.ts';
import type { Outcome } from '../machine/outcome.ts';
import type { AccessListEntry, Address, Hash, StateReader, Transaction } from '../types.ts';
import { resultOf } from './call.ts';
import { type CallOptions, haltReason, messageOf, onStage, perform, type Stage, setScene } from './stage.ts';

/** An access list for a call, and what the call comes to with it. */
export interface AccessListResult {
  accessList: AccessListEntry[];
  /** Gas used with that list. */
  gasUsed: bigint;
  /** As in `CallResult`: the list of a call that fails is what it accessed until then. */
  error?: string;
}

/**
 * The access list that names all a call accesses (EIP-2930): what `eth_createAccessList` does. It is made again with the
 * list that came of it until that stays the same, for what is warm may change what a contract does. Sender, recipient and
 * precompiles are warm anyway and are named only for their slots.
 *
 * @throws as `call`
 */
export async function createAccessList(
  state: StateReader,
  context: CallContext,
  request: CallRequest,
  options: CallOptions = {},
): Promise<AccessListResult> {
  const scene = setScene(state, context, options);
  const message = messageOf(request, scene.context, options.gasCap);
  const { listed, outcome } = await onStage(scene, (stage) => settle(stage, message));
  const reason = outcome.status === 'halt' ? await haltReason(scene, listed, outcome) : undefined;
  const { error } = resultOf(outcome, reason);
  return { accessList: listed.accessList, gasUsed: outcome.gasUsed, ...(error && { error }) };
}

/** Repeats the message with what it accessed until nothing is new. Lists only grow, so that ends. */
async function settle(
  stage: Stage,
  message: Transaction,
): Promise<{ listed: Transaction; outcome: Outcome }> {
  const known = new Map<Address, Set<Hash>>();
  for (const { address, storageKeys } of message.accessList) known.set(address, new Set(storageKeys));
  for (;;) {
    const listed: Transaction = { ...message, type: typeWithList(message), accessList: listOf(known) };
    const outcome = await perform(stage, listed);
    if (!addAccessed(stage, message, outcome, known)) return { listed, outcome };
  }
}

function typeWithList({ type }: Transaction): Transaction['type'] {
  return type === 0 ? 1 : type;
}

function listOf(known: ReadonlyMap<Address, ReadonlySet<Hash>>): AccessListEntry[] {
  return [...known]
    .map(([address, keys]) => ({ address, storageKeys: [...keys].sort() }))
    .sort((a, b) => (a.address < b.address ? -1 : 1));
}

/** Adds what the message accessed; true when something was new. */
function addAccessed(
  { machine, scene }: Stage,
  { from, to, authorizationList }: Transaction,
  { created }: Outcome,
  known: Map<Address, Set<Hash>>,
): boolean {
  const precompiles = precompilesOf(scene.context.hardfork);
  const warm = new Set([from, to ?? created, ...authorizationList.map(({ authority }) => authority)]);
  let isNew = false;
  for (const { address, slots, isCreated } of accessedOf(machine.shared)) {
    const isWarm = isCreated || warm.has(address) || isPrecompile(address, precompiles);
    const keys = known.get(address);
    const missing = slots.filter((slot) => keys?.has(slot) !== true);
    if (missing.length === 0 && (keys !== undefined || isWarm)) continue;
    known.set(address, new Set([...(keys ?? []), ...missing]));
    isNew = true;
  }
  return isNew;
}

function isPrecompile(address: Address, precompiles: ReadonlyMap<number, unknown>): boolean {
  const number = BigInt(address);
  return number < 512n && precompiles.has(Number(number));
}

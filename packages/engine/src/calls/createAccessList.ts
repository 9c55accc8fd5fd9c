import { precompilesOf } from '@heddle/evm';
import type { CallContext, CallRequest } from '../machine/message.ts';
import type { Outcome } from '../machine/outcome.ts';
import { type Accesses, accessListTracer } from '../trace/accessListTracer.ts';
import type { AccessListEntry, Address, Hash, StateReader, Transaction } from '../types.ts';
import { resultOf } from './call.ts';
import { type CallOptions, haltReason, messageOf, performTraced, type Scene, setScene } from './stage.ts';

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
 * list that came of it until that stays the same, for what is warm may change what a contract does. Sender, recipient,
 * authorities and precompiles are warm anyway and are named only for their slots.
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
  const { listed, outcome } = await settle(scene, message);
  const reason = outcome.status === 'halt' ? await haltReason(scene, listed, outcome) : undefined;
  const { error } = resultOf(outcome, reason);
  return { accessList: listed.accessList, gasUsed: outcome.gasUsed, ...(error && { error }) };
}

/** Repeats the message with what it accessed until nothing is new. Lists only grow, so that ends. */
async function settle(
  scene: Scene,
  message: Transaction,
): Promise<{ listed: Transaction; outcome: Outcome }> {
  const known = new Map<Address, Set<Hash>>();
  for (const { address, storageKeys } of message.accessList) known.set(address, new Set(storageKeys));
  const type = message.type === 0 ? 1 : message.type;
  for (;;) {
    const listed: Transaction = { ...message, type, accessList: listOf(known) };
    const { outcome, result } = await performTraced(scene, listed, accessListTracer());
    if (!addAccesses(result, isWarmIn(scene, message, outcome), known)) return { listed, outcome };
  }
}

function listOf(known: Accesses): AccessListEntry[] {
  return [...known]
    .map(([address, keys]) => ({ address, storageKeys: [...keys].sort() }))
    .sort((a, b) => (a.address < b.address ? -1 : 1));
}

/** Whether an account is warm without being listed. */
function isWarmIn(
  { context }: Scene,
  { from, to, authorizationList }: Transaction,
  { created }: Outcome,
): (address: Address) => boolean {
  const precompiles = precompilesOf(context.hardfork);
  const warm = new Set([from, to ?? created, ...authorizationList.map(({ authority }) => authority)]);
  return (address) => {
    const number = BigInt(address);
    return warm.has(address) || (number < 512n && precompiles.has(Number(number)));
  };
}

/** Adds what was accessed; true when something was new. */
function addAccesses(
  accesses: Accesses,
  isWarm: (address: Address) => boolean,
  known: Map<Address, Set<Hash>>,
): boolean {
  let isNew = false;
  for (const [address, slots] of accesses) {
    const keys = known.get(address);
    const missing = [...slots].filter((slot) => keys?.has(slot) !== true);
    if (missing.length === 0 && (keys !== undefined || isWarm(address))) continue;
    known.set(address, new Set([...(keys ?? []), ...missing]));
    isNew = true;
  }
  return isNew;
}

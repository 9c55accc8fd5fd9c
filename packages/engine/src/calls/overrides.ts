/** What a call may see other than it is: accounts and header fields. */
import { type Hardfork, precompilesOf } from '@heddle/evm';
import { fromHex } from '../bytes.ts';
import { OverrideInvalidError } from '../errors/calls.ts';
import type { CallContext } from '../machine/message.ts';
import { OverlaidState } from '../machine/overlaidState.ts';
import type { Address, Hash, Hex, StateReader, Withdrawal } from '../types.ts';

/** Fields of an account for the time of a call. */
export interface AccountOverride {
  balance?: bigint | undefined;
  nonce?: bigint | undefined;
  code?: Hex | undefined;
  /** All slots that are not empty. Excludes `stateDiff`. */
  state?: Readonly<Record<Hash, Hash>> | undefined;
  /** Slots with other values; the rest stays. */
  stateDiff?: Readonly<Record<Hash, Hash>> | undefined;
  /** The precompile at this address answers there instead. */
  movePrecompileToAddress?: Address | undefined;
}

export type StateOverrides = Readonly<Record<Address, AccountOverride>>;

/** Header fields for the time of a call. */
export interface BlockOverrides {
  number?: bigint | undefined;
  /** Seconds since 1970. */
  time?: bigint | undefined;
  gasLimit?: bigint | undefined;
  feeRecipient?: Address | undefined;
  difficulty?: bigint | undefined;
  prevRandao?: Hash | undefined;
  baseFeePerGas?: bigint | undefined;
  blobBaseFee?: bigint | undefined;
  /** Hashes of ancestors, over those that the context knows. */
  blockHash?: ReadonlyMap<bigint, Hash> | undefined;
  /** Simulated blocks only. */
  beaconRoot?: Hash | undefined;
  withdrawals?: Withdrawal[] | undefined;
}

export interface Overrides {
  stateOverrides?: StateOverrides | undefined;
  blockOverrides?: BlockOverrides | undefined;
}

/** Precompiles that do not answer where they use to. */
export interface PrecompileChanges {
  /** Numbers of those that are gone from their addresses. */
  removed: number[];
  /** Where they answer instead, by number. */
  moved: [number: number, to: Address][];
}

/** The context with other header fields. */
export function overrideContext(context: CallContext, overrides: BlockOverrides | undefined): CallContext {
  if (overrides === undefined) return context;
  const { number, time, gasLimit, feeRecipient, difficulty, prevRandao, baseFeePerGas, blockHash } =
    overrides;
  const header = {
    ...context.header,
    ...(number !== undefined && { number }),
    ...(time !== undefined && { timestamp: time }),
    ...(gasLimit !== undefined && { gasLimit }),
    ...(feeRecipient !== undefined && { beneficiary: feeRecipient }),
    ...(difficulty !== undefined && { difficulty }),
    ...(prevRandao !== undefined && { mixHash: prevRandao }),
    ...(baseFeePerGas !== undefined && { baseFeePerGas }),
  };
  const blockHashes =
    blockHash === undefined ? context.blockHashes : new Map([...context.blockHashes, ...blockHash]);
  return { ...context, header, blockHashes };
}

/**
 * Lays overrides over a state.
 *
 * @throws OverrideInvalidError when they contradict each other or move what is no precompile
 */
export function overrideState(
  state: OverlaidState,
  overrides: StateOverrides,
  hardfork: Hardfork,
): PrecompileChanges {
  const changes: PrecompileChanges = { removed: [], moved: [] };
  for (const [address, account] of Object.entries(overrides) as [Address, AccountOverride][]) {
    notePrecompile(address, account, overrides, hardfork, changes);
    overrideAccount(state, address, account);
  }
  return changes;
}

function notePrecompile(
  address: Address,
  { movePrecompileToAddress: to }: AccountOverride,
  overrides: StateOverrides,
  hardfork: Hardfork,
  changes: PrecompileChanges,
): void {
  const number = BigInt(address);
  const isPrecompile = number < 512n && precompilesOf(hardfork).has(Number(number));
  if (isPrecompile) changes.removed.push(Number(number));
  if (to === undefined) return;
  if (!isPrecompile) throw new OverrideInvalidError({ address, reason: 'is not a precompile' });
  const isTaken = to in overrides || changes.moved.some(([, other]) => other === to);
  if (isTaken) throw new OverrideInvalidError({ address: to, reason: 'is already overridden' });
  changes.moved.push([Number(number), to]);
}

function overrideAccount(state: OverlaidState, address: Address, account: AccountOverride): void {
  const { balance, nonce, code, state: all, stateDiff } = account;
  if (all !== undefined && stateDiff !== undefined)
    throw new OverrideInvalidError({ address, reason: 'has both state and stateDiff' });
  state.set(address, {
    ...(balance !== undefined && { balance }),
    ...(nonce !== undefined && { nonce }),
    ...(code !== undefined && { code: fromHex(code) }),
  });
  const slots = Object.entries(all ?? stateDiff ?? {}) as [Hash, Hash][];
  if (all === undefined && stateDiff === undefined) return;
  state.setStorage(
    address,
    slots.map(([slot, value]): [Hash, bigint] => [slot, BigInt(value)]),
    all !== undefined,
  );
}

/** The state under a call, with its overrides if it has any. */
export function overlay(
  state: StateReader,
  overrides: StateOverrides | undefined,
  hardfork: Hardfork,
): { state: StateReader; precompiles: PrecompileChanges | undefined } {
  if (overrides === undefined) return { state, precompiles: undefined };
  const overlaid = new OverlaidState(state);
  return { state: overlaid, precompiles: overrideState(overlaid, overrides, hardfork) };
}

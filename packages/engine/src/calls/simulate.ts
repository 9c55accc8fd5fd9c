/** Blocks of calls that nobody makes (`eth_simulateV1`). */
import { type Hardfork, layout, rulesOf } from '@heddle/evm';
import { headerHash } from '../block/header.ts';
import { depositRequests, depositRequestType, typedRequest } from '../block/requests.ts';
import type { ChainPosition } from '../chainSpec.ts';
import { SimulationInvalidError } from '../errors/calls.ts';
import {
  type CallContext,
  type CallRequest,
  type Freedoms,
  toTransaction,
  validateMessage,
} from '../machine/message.ts';
import { OverlaidState } from '../machine/overlaidState.ts';
import { type Place, placeOn, runMessage } from '../machine/runMessage.ts';
import { takeChanges } from '../shared/readChanges.ts';
import { readReceipt } from '../shared/readResults.ts';
import { writeWord } from '../shared/words.ts';
import { changesOfDiff } from '../state/changesOfDiff.ts';
import { runAfter, runBefore } from '../systemPhase.ts';
import { errorText } from '../trace/errorText.ts';
import { type TracedMachine, tracedMachines } from '../trace/tracedMachine.ts';
import { transferTracer } from '../trace/transferTracer.ts';
import { blobGasOf } from '../transaction/validate.ts';
import type {
  Block,
  Hash,
  Header,
  Hex,
  Log,
  Receipt,
  StateReader,
  Transaction,
  Withdrawal,
} from '../types.ts';
import { type CallResult, resultOf } from './call.ts';
import { overrideState } from './overrides.ts';
import { type PlannedBlock, planBlocks, type SimulatedCalls } from './simulatedChain.ts';
import { headerAfter, headerBefore } from './simulatedHeader.ts';
import { cancellable, defaultGasCap, movePrecompiles } from './stage.ts';

export interface SimulateOptions {
  /** Nonces, funds and fees are checked as in blocks, and base fees follow from the parents. Default false. */
  validation?: boolean | undefined;
  /** Adds a log of Transfer(address,address,uint256) from 0xeeee… (ERC-7528) for each transfer of wei. */
  traceTransfers?: boolean | undefined;
  /** Most gas of all calls together. Default {@link defaultGasCap}. */
  gasCap?: bigint | undefined;
  /** Most blocks, gaps included. Default 256. */
  maxBlocks?: number | undefined;
  /** Hardfork of a simulated block; default that of the base. */
  hardforkAt?: ((position: ChainPosition) => Hardfork) | undefined;
  signal?: AbortSignal | undefined;
}

/** A simulated block and what its calls came to. */
export interface SimulatedBlock {
  /** Its state root is that of the base block. */
  header: Header;
  hash: Hash;
  hardfork: Hardfork;
  /** The calls as unsigned transactions with their senders. */
  transactions: Transaction[];
  receipts: Receipt[];
  withdrawals: Withdrawal[] | undefined;
  calls: CallResult[];
}

const MAX_BLOCKS = 256;

/**
 * Makes calls in blocks that follow each other after `base`, each on what the ones before it left. The state stays as it is.
 *
 * @param state after the base block
 * @param base the block that the first one follows
 * @throws SimulationInvalidError when blocks or their gas do not fit together
 * @throws InvalidTransactionError for the first call that cannot be started; others as `call`
 */
export async function simulateCalls(
  state: StateReader,
  base: CallContext,
  blocks: readonly SimulatedCalls[],
  options: SimulateOptions = {},
): Promise<SimulatedBlock[]> {
  const planned = planBlocks(blocks, base.header, options.maxBlocks ?? MAX_BLOCKS);
  return tracedMachines.using((machine) =>
    cancellable(options.signal, base.header.number, machine, async () => {
      const simulation = new Simulation(machine, state, base, options);
      const made: SimulatedBlock[] = [];
      for (const block of planned) made.push(await simulation.run(block));
      return made;
    }),
  );
}

/** Hashes of simulated blocks before those of the chain. */
class Hashes extends Map<bigint, Hash> {
  readonly #below: ReadonlyMap<bigint, Hash>;

  constructor(below: ReadonlyMap<bigint, Hash>) {
    super();
    this.#below = below;
  }

  override get(number: bigint): Hash | undefined {
    return super.get(number) ?? this.#below.get(number);
  }
}

class Simulation {
  readonly #machine: TracedMachine;
  readonly #state: OverlaidState;
  readonly #base: CallContext;
  readonly #options: SimulateOptions;
  readonly #hashes: Hashes;
  #parent: Header;
  #gasLeft: bigint;

  constructor(machine: TracedMachine, state: StateReader, base: CallContext, options: SimulateOptions) {
    this.#machine = machine;
    this.#state = new OverlaidState(state);
    this.#base = base;
    this.#options = options;
    this.#hashes = new Hashes(base.blockHashes);
    this.#hashes.set(base.header.number, headerHash(base.header));
    this.#parent = base.header;
    this.#gasLeft = options.gasCap ?? defaultGasCap;
  }

  async run(planned: PlannedBlock): Promise<SimulatedBlock> {
    const { number, time, withdrawals = [] } = planned.blockOverrides;
    const hardfork = this.#options.hardforkAt?.({ number, timestamp: time }) ?? this.#base.hardfork;
    const header = headerBefore(planned, this.#parent, hardfork, this.#options.validation === true);
    for (const [at, hash] of planned.blockOverrides.blockHash ?? []) this.#hashes.set(at, hash);
    const context: CallContext = { chainId: this.#base.chainId, hardfork, header, blockHashes: this.#hashes };
    const precompiles = overrideState(this.#state, planned.stateOverrides ?? {}, hardfork);
    const place = await placeOn(this.#machine, context, this.#state);
    const { run, block } = place;
    if (rulesOf(hardfork).withdrawals) block.withdrawals = withdrawals;
    const { blobBaseFee } = planned.blockOverrides;
    if (blobBaseFee !== undefined) writeWord(run.shared.view, layout.BLOCK_BLOB_BASE_FEE, blobBaseFee);
    movePrecompiles(run.shared, precompiles);
    await runBefore(run);
    const done = new Done();
    for (const request of planned.calls ?? []) await this.#make(place, context, request, done);
    const requests = await runAfter(run);
    return this.#seal(block, context, done, requests);
  }

  /** Makes one call after those of the block so far. */
  async #make(place: Place, context: CallContext, request: CallRequest, done: Done): Promise<void> {
    const { validation = false, traceTransfers = false } = this.#options;
    const message = await this.#messageOf(place, context, request, done.gasUsed);
    validateMessage(message, context, validation);
    // That the sender is no contract is never asked, nor does the block's gas bind: it was looked at above.
    const freedoms: Freedoms = { anyNonce: !validation, anySender: true, anyGas: true };
    const { follower, shared } = this.#machine;
    const tracer = transferTracer()({ transaction: message, block: context, txIndex: done.calls.length });
    if (traceTransfers) follower.follow(tracer, shared, context.hardfork);
    try {
      const outcome = await runMessage(place, message, freedoms);
      const logs = traceTransfers ? ((await tracer.result(outcome)) as Log[]) : outcome.logs;
      const reason = outcome.status === 'halt' ? errorText(outcome.halt) : undefined;
      done.add(message, { ...resultOf(outcome, reason), logs }, readReceipt(shared, message, outcome.result));
      this.#gasLeft -= outcome.gasUsed;
    } finally {
      follower.rest();
    }
  }

  /** The call with nonce and gas filled in. @throws SimulationInvalidError when the block has not so much gas left */
  async #messageOf(
    { run }: Place,
    { header, chainId }: CallContext,
    request: CallRequest,
    gasUsed: bigint,
  ): Promise<Transaction> {
    const left = header.gasLimit - gasUsed;
    const wanted = request.gas ?? left;
    if (wanted > left) {
      const actual = gasUsed + wanted;
      throw new SimulationInvalidError({ rule: 'block gas limit', actual, limit: header.gasLimit });
    }
    const message = toTransaction(request, this.#capped(wanted), chainId);
    if (request.nonce === undefined) message.nonce = await run.nonceOf(message.from ?? '0x');
    const isPlain = message.type < 2 && request.gasPrice === undefined;
    return isPlain ? { ...message, type: 2 } : message;
  }

  #capped(gas: bigint): bigint {
    if (gas > this.#gasLeft) return this.#gasLeft;
    return gas;
  }

  #seal(block: Block, context: CallContext, done: Done, collected: Hex[]): SimulatedBlock {
    const { shared, workers } = this.#machine;
    const { transactions, calls, receipts, gasUsed } = done;
    const deposits = typedRequest(depositRequestType, depositRequests(receipts));
    const hasRequests = rulesOf(context.hardfork).requests;
    const requests = hasRequests ? [...(deposits === undefined ? [] : [deposits]), ...collected] : undefined;
    const blobGasUsed = transactions.reduce((sum, tx) => sum + blobGasOf(tx), 0n);
    block.transactions = transactions;
    const header = headerAfter(context.header, block, { receipts, gasUsed, blobGasUsed, requests });
    this.#state.apply(changesOfDiff(takeChanges(shared, workers).diff));
    const hash = headerHash(header);
    this.#hashes.set(header.number, hash);
    this.#parent = header;
    const { withdrawals } = block;
    return { header, hash, hardfork: context.hardfork, transactions, receipts, withdrawals, calls };
  }
}

/** The calls of a block that have run. */
class Done {
  readonly transactions: Transaction[] = [];
  readonly calls: CallResult[] = [];
  readonly receipts: Receipt[] = [];
  gasUsed = 0n;

  add(transaction: Transaction, result: CallResult, receipt: Receipt): void {
    this.transactions.push(transaction);
    this.calls.push(result);
    this.receipts.push(receipt);
    this.gasUsed += result.gasUsed;
  }
}

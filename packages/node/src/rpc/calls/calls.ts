/** Calls outside blocks, on the states of the chain. */
import {
  type AccessListResult,
  type CallOptions,
  type CallRequest,
  type CallResult,
  type ChainPosition,
  call,
  createAccessList,
  estimateGas,
  type Hash,
  type SimulatedBlock,
  type SimulatedCalls,
  type SimulateOptions,
  simulateCalls,
} from '@heddle/engine';
import type { ChainReader } from '../chainReader.ts';
import { hardforkOf } from '../hardforkOf.ts';
import { CallPlaces } from './callPlaces.ts';

/** How far above the least gas an estimate may lie, as geth has it: 1.5 %. */
const ESTIMATE_ERROR = 0.015;

/** Each is made in the block with a hash that is there. They throw what the functions of the engine throw. */
export class Calls {
  readonly #chain: ChainReader;
  readonly #places: CallPlaces;

  constructor(chain: ChainReader) {
    this.#chain = chain;
    this.#places = new CallPlaces(chain);
  }

  call(block: Hash, request: CallRequest, changes: CallOptions): Promise<CallResult> {
    const { state, context } = this.#places.at(block);
    return call(state, context, request, changes);
  }

  estimateGas(block: Hash, request: CallRequest, changes: CallOptions): Promise<bigint> {
    const { state, context } = this.#places.at(block);
    return estimateGas(state, context, request, { ...changes, errorRatio: ESTIMATE_ERROR });
  }

  createAccessList(block: Hash, request: CallRequest, changes: CallOptions): Promise<AccessListResult> {
    const { state, context } = this.#places.at(block);
    return createAccessList(state, context, request, changes);
  }

  /** Blocks of calls after a block. */
  simulate(
    block: Hash,
    calls: readonly SimulatedCalls[],
    options: SimulateOptions,
  ): Promise<SimulatedBlock[]> {
    const { state, context } = this.#places.at(block);
    const hardforkAt = (position: ChainPosition) =>
      hardforkOf(this.#chain, { ...position, difficulty: context.header.difficulty });
    return simulateCalls(state, context, calls, { ...options, hardforkAt });
  }
}

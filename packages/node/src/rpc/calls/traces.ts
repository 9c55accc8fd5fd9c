/** Traces of the chain's transactions and of calls. */
import {
  type Block,
  type CallOptions,
  type CallRequest,
  type FlatTrace,
  flatCallTracer,
  type Hash,
  type TracerMaker,
  traceBlock,
  traceCall,
} from '@heddle/engine';
import type { ChainReader, StoredBlock } from '../chainReader.ts';
import type { TracerOptions } from '../params/tracer.ts';
import { CallPlaces, contextOf } from './callPlaces.ts';
import { tracerOf } from './tracers.ts';

/** Which transaction; undefined for all. */
type Only = number | undefined;

export class Traces {
  readonly #chain: ChainReader;
  readonly #places: CallPlaces;

  constructor(chain: ChainReader) {
    this.#chain = chain;
    this.#places = new CallPlaces(chain);
  }

  /** One trace per transaction, or that of one. @throws HeddleError when the state before the block is not kept */
  ofBlock(block: StoredBlock, options: TracerOptions, signal: AbortSignal, only?: Only): Promise<unknown[]> {
    const state = this.#chain.stateAt(block.header.parentHash);
    return this.#trace(block, tracerOf(options, { state, blockHash: block.hash }), signal, only);
  }

  ofCall(block: Hash, request: CallRequest, options: TracerOptions, changes: CallOptions): Promise<unknown> {
    const { state, context } = this.#places.at(block);
    return traceCall(state, context, request, {
      ...changes,
      tracer: tracerOf(options, { state, blockHash: block }),
    });
  }

  /** In the form of Parity's trace module: the frames of each transaction, flat. */
  flat(block: StoredBlock, signal: AbortSignal, only?: Only): Promise<FlatTrace[][]> {
    const tracer = flatCallTracer({
      convertParityErrors: true,
      includePrecompiles: true,
      blockHash: block.hash,
    });
    return this.#trace(block, tracer, signal, only);
  }

  async #trace<Result>(
    block: StoredBlock,
    tracer: TracerMaker<Result>,
    signal: AbortSignal,
    only: Only,
  ): Promise<Result[]> {
    const { header, transactions, ommers, withdrawals } = block;
    const whole: Block = { ...contextOf(this.#chain, header), transactions, ommers, withdrawals };
    const results: Result[] = [];
    const state = this.#chain.stateAt(header.parentHash);
    for await (const { result } of traceBlock(whole, state, { tracer, only, signal })) results.push(result);
    return results;
  }
}

import { quantity } from '../bytes.ts';
import { transactionHash } from '../transaction/hash.ts';
import type { Address, Hash, Hex } from '../types.ts';
import { type CallFrame, callTracer } from './callTracer.ts';
import { parityError } from './parityError.ts';
import type { FrameStart, TracerMaker } from './tracer.ts';

/** One frame in the flat list that `trace_` methods give. */
export interface FlatTrace {
  type: 'call' | 'create' | 'suicide';
  action: Record<string, Hex | string>;
  result?: { gasUsed: Hex; output?: Hex; address?: Address; code?: Hex };
  error?: string;
  /** Number of frames that this one called. */
  subtraces: number;
  /** Path from the outermost frame: at each level the place among the calls. */
  traceAddress: number[];
  blockHash: Hash | null;
  blockNumber: number;
  transactionHash: Hash | null;
  transactionPosition: number;
}

export interface FlatCallTracerOptions {
  /** Errors in Parity's words instead of geth's. */
  convertParityErrors?: boolean | undefined;
  /** Keeps calls of precompiles. */
  includePrecompiles?: boolean | undefined;
  /** What the frames say of their block; where absent, null. */
  blockHash?: Hash | undefined;
}

/** geth's `flatCallTracer`: the tree of calls as a list, the caller before the called. */
export function flatCallTracer(options: FlatCallTracerOptions = {}): TracerMaker<FlatTrace[]> {
  return (traced) => {
    const inner = callTracer()(traced);
    const precompiles = new Set<Address>();
    return {
      events: inner.events,
      enter(frame: FrameStart) {
        if (frame.isPrecompile && frame.depth > 0 && frame.to !== undefined) precompiles.add(frame.to);
        inner.enter?.(frame);
      },
      exit: (end) => inner.exit?.(end),
      result(outcome) {
        const top = inner.result(outcome) as CallFrame;
        if (options.includePrecompiles !== true) dropCallsOf(top, precompiles);
        const { transaction, block, txIndex } = traced;
        const isSigned = transaction.r !== 0n;
        const place = {
          blockHash: options.blockHash ?? null,
          blockNumber: Number(block.header.number),
          transactionHash: isSigned ? transactionHash(transaction) : null,
          transactionPosition: txIndex,
        };
        return flatten(top, [], options.convertParityErrors === true).map((trace) => ({
          ...trace,
          ...place,
        }));
      },
    };
  };
}

/** Parity's lists do not have plain calls of precompiles. */
function dropCallsOf(frame: CallFrame, precompiles: ReadonlySet<Address>): void {
  const isPlain = ({ type }: CallFrame) => type === 'CALL' || type === 'STATICCALL';
  frame.calls = frame.calls?.filter((call) => !(isPlain(call) && precompiles.has(call.to as Address))) ?? [];
  for (const call of frame.calls) dropCallsOf(call, precompiles);
}

type Placeless = Omit<FlatTrace, 'blockHash' | 'blockNumber' | 'transactionHash' | 'transactionPosition'>;

function flatten(frame: CallFrame, traceAddress: number[], converts: boolean): Placeless[] {
  const { calls = [], error } = frame;
  const { type, action, result } = describe(frame);
  // What a revert returned is of use; other failures have no result.
  const keepsResult = result !== undefined && (error === undefined || error === 'execution reverted');
  const own: Placeless = {
    type,
    action,
    ...(keepsResult && { result }),
    ...(error !== undefined && { error: converts ? parityError(error) : error }),
    subtraces: calls.length,
    traceAddress,
  };
  return [own, ...calls.flatMap((call, i) => flatten(call, [...traceAddress, i], converts))];
}

function describe(frame: CallFrame): Pick<FlatTrace, 'type' | 'action' | 'result'> {
  const { from, to, gas, gasUsed, input, output = '0x', value = quantity(0n) } = frame;
  const recipient = to && { to };
  switch (frame.type) {
    case 'CREATE':
    case 'CREATE2':
      return {
        type: 'create',
        action: { from, gas, value, init: input },
        result: { gasUsed, ...(to && { address: to }), code: output },
      };
    case 'SELFDESTRUCT':
      return { type: 'suicide', action: { address: from, balance: value, refundAddress: to as Address } };
    default:
      return {
        type: 'call',
        action: { callType: frame.type.toLowerCase(), from, ...recipient, gas, value, input },
        result: { gasUsed, output },
      };
  }
}

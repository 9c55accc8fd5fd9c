import { quantity } from '../bytes.ts';
import type { Outcome } from '../machine/outcome.ts';
import { revertReason } from '../revertReason.ts';
import type { Address, Hash, Hex, Log } from '../types.ts';
import {
  type FrameEnd,
  type FrameStart,
  type FrameType,
  frameEvents,
  type Traced,
  type Tracer,
  type TracerMaker,
} from './tracer.ts';

/** A log in a call frame; `position` is the number of calls that the frame had made before it. */
export interface CallLog {
  address: Address;
  topics: Hash[];
  data: Hex;
  position: Hex;
}

/** A frame and those that it called, as geth's `callTracer` has it; absent fields are left out. */
export interface CallFrame {
  type: FrameType;
  from: Address;
  to?: Address;
  value?: Hex;
  gas: Hex;
  gasUsed: Hex;
  input: Hex;
  output?: Hex;
  error?: string;
  revertReason?: string;
  calls?: CallFrame[];
  logs?: CallLog[];
}

export interface CallTracerOptions {
  /** Leaves out what the outermost frame called. */
  onlyTopCall?: boolean | undefined;
  /** Adds the logs of frames that did not fail. */
  withLog?: boolean | undefined;
}

/** geth's `callTracer`: the tree of calls. */
export function callTracer(options: CallTracerOptions = {}): TracerMaker<CallFrame> {
  return (traced) => new CallTracer(traced, options);
}

class CallTracer implements Tracer<CallFrame> {
  readonly events: number = frameEvents;
  readonly #options: CallTracerOptions;
  readonly #traced: Traced;
  readonly #open: CallFrame[] = [];
  #top: CallFrame | undefined;
  #depth = 0;

  constructor(traced: Traced, options: CallTracerOptions) {
    this.#traced = traced;
    this.#options = options;
  }

  enter({ type, from, to, value, gas, input }: FrameStart): void {
    const isTop = this.#depth++ === 0;
    if (!isTop && this.#options.onlyTopCall === true) return;
    const frame: CallFrame = {
      type,
      from,
      ...(to && { to }),
      ...(value !== undefined && { value: quantity(value) }),
      gas: quantity(isTop ? this.#traced.transaction.gasLimit : gas),
      gasUsed: '0x0',
      input,
    };
    if (isTop) this.#top = frame;
    this.#open.push(frame);
  }

  exit(end: FrameEnd): void {
    const isTop = --this.#depth === 0;
    if (!isTop && this.#options.onlyTopCall === true) return;
    const frame = this.#open.pop() as CallFrame;
    frame.gasUsed = quantity(end.gasUsed);
    endFrame(frame, end);
    const caller = this.#open.at(-1);
    if (caller === undefined) return;
    caller.calls ??= [];
    caller.calls.push(frame);
  }

  log({ address, topics, data }: Log): void {
    if (this.#options.withLog !== true) return;
    if (this.#depth > 1 && this.#options.onlyTopCall === true) return;
    const frame = this.#open.at(-1);
    if (frame === undefined) return;
    const position = quantity(BigInt(frame.calls?.length ?? 0));
    frame.logs ??= [];
    frame.logs.push({ address, topics, data, position });
  }

  result({ gasUsed }: Outcome): CallFrame {
    const top = this.#top as CallFrame;
    top.gasUsed = quantity(gasUsed);
    dropFailedLogs(top, false);
    return top;
  }
}

/** Notes what came of a frame. */
function endFrame(frame: CallFrame, { output, error }: FrameEnd): void {
  if (error === undefined) {
    if (output !== '0x') frame.output = output;
    return;
  }
  frame.error = error;
  if (frame.type === 'CREATE' || frame.type === 'CREATE2') delete frame.to;
  if (error !== 'execution reverted' || output === '0x') return;
  frame.output = output;
  const reason = revertReason(output);
  if (reason !== undefined) frame.revertReason = reason;
}

/** Logs of frames that failed, or that a failed one called, are none. */
function dropFailedLogs(frame: CallFrame, isUndone: boolean): void {
  const failed = isUndone || frame.error !== undefined;
  if (failed) delete frame.logs;
  for (const call of frame.calls ?? []) dropFailedLogs(call, failed);
}

/** Makes a tracer's events of what the traced core calls. */
import { type Hardfork, layout, precompilesOf, type TraceHooks } from '@heddle/evm';
import { readLog } from '../shared/readResults.ts';
import type { SharedMemory } from '../shared/sharedMemory.ts';
import { readAddress, readHex, readWord } from '../shared/words.ts';
import { errorText, instructionErrorText } from './errorText.ts';
import { Step } from './step.ts';
import type { FrameStart, FrameType, Tracer } from './tracer.ts';
import { TransactionView } from './transactionView.ts';

const frameTypes = new Map<number, FrameType>([
  [0xf0, 'CREATE'],
  [0xf1, 'CALL'],
  [0xf2, 'CALLCODE'],
  [0xf4, 'DELEGATECALL'],
  [0xf5, 'CREATE2'],
  [0xfa, 'STATICCALL'],
]);

/** A frame that has not ended. */
interface OpenFrame {
  gas: number;
  precompile: number;
  input: number;
  length: number;
}

/** A precompile's number that is none. */
const NONE = -1;

/** What is followed now. */
interface Followed {
  tracer: Tracer;
  shared: SharedMemory;
  hardfork: Hardfork;
  step: Step;
}

export class Follower {
  #now: Followed | undefined;
  /** True between an instruction's start and its end. */
  #isUnderWay = false;
  /** Why the frame on top will end, when an instruction failed. */
  #failure: string | undefined;
  #frames: OpenFrame[] = [];

  /** For the core; each does nothing while nobody follows. */
  readonly hooks: TraceHooks = {
    step: (pc, opcode, sp, gas) => this.#step(pc >>> 0, opcode, sp >>> 0, gas),
    stepEnd: (outcome, pc, sp, gas, before) => this.#stepEnd(outcome, pc >>> 0, sp >>> 0, gas, before),
    enter: (opcode, from, to, value, input, length, gas, callerGas) =>
      this.#enter(opcode, from >>> 0, to >>> 0, value >>> 0, input >>> 0, length >>> 0, gas, callerGas),
    exit: (asked, outcome, gas, output, length) =>
      this.#exit(asked, outcome, gas, output >>> 0, length >>> 0),
    log: (entry) => this.#log(entry >>> 0),
    selfDestruct: (self, heir) => this.#selfDestruct(self >>> 0, heir >>> 0),
    settled: () => this.#settled(),
  };

  /** Begins to tell `tracer` what the next transaction does. */
  follow(tracer: Tracer, shared: SharedMemory, hardfork: Hardfork): void {
    this.#now = { tracer, shared, hardfork, step: new Step(shared) };
    this.#isUnderWay = false;
    this.#failure = undefined;
    this.#frames = [];
    shared.setUint32(layout.TRACE_EVENTS, tracer.events);
  }

  /** Tells nobody anything any more. */
  rest(): void {
    this.#now?.shared.setUint32(layout.TRACE_EVENTS, 0);
    this.#now = undefined;
  }

  #step(pc: number, opcode: number, sp: number, gas: number): void {
    const now = this.#now;
    if (now === undefined) return;
    this.#endStep(now, gas, sp);
    now.step.moveTo(pc, opcode, sp, gas);
    this.#isUnderWay = true;
    now.tracer.step?.(now.step);
  }

  /** The instruction under way has run: `gas` is left and the stack ends at `sp`. */
  #endStep({ tracer, step }: Followed, gas: number, sp: number): void {
    if (!this.#isUnderWay) return;
    this.#isUnderWay = false;
    step.stackEnd = sp;
    tracer.stepDone?.(step, step.gas - gas, undefined);
  }

  #stepEnd(outcome: number, pc: number, sp: number, gas: number, before: number): void {
    const now = this.#now;
    if (now === undefined) return;
    if (outcome === layout.LEAVE_SUCCESS || outcome === layout.LEAVE_REVERT) {
      this.#endStep(now, gas, sp);
      return;
    }
    if (outcome > layout.LEAVE) this.#fail(now, outcome, pc, gas, before);
    else if (this.#isUnderWay) now.tracer.stepUndone?.();
    this.#isUnderWay = false;
  }

  /** An instruction failed. What geth finds before it runs it is an error of the step; the frame ends with any. */
  #fail({ tracer, shared, step }: Followed, code: number, pc: number, gas: number, before: number): void {
    const frame = shared.getUint32(shared.plan.largeContext + layout.CTX_FRAME);
    const opcode = shared.bytes[pc] as number;
    const row = shared.view.getBigUint64(layout.INSTRUCTIONS + 8 * opcode, true);
    const sp = shared.getUint32(frame + layout.FRAME_SP);
    const height = (sp - shared.getUint32(frame + layout.FRAME_STACK)) / 32;
    this.#failure = instructionErrorText(code, opcode, row, height, before);
    if (!this.#isUnderWay) return;
    const isUndefined = this.#failure.startsWith('invalid opcode');
    const isKnownBefore = (code === layout.HALT_STACK || code === layout.HALT_OUT_OF_GAS) && !isUndefined;
    const cost = gas >= 0 ? step.gas - gas : isUndefined ? 0 : step.tableGas;
    tracer.stepDone?.(step, cost, isKnownBefore ? this.#failure : undefined);
  }

  #enter(
    opcode: number,
    from: number,
    to: number,
    value: number,
    input: number,
    length: number,
    gas: number,
    callerGas: number,
  ): void {
    const now = this.#now;
    if (now === undefined) return;
    this.#endStep(now, callerGas, now.step.stackEnd);
    const { shared, tracer, hardfork } = now;
    const type = frameTypes.get(opcode) as FrameType;
    const precompile = type.startsWith('CREATE') ? NONE : precompileAt(shared, hardfork, to);
    const frame: FrameStart = {
      type,
      from: readAddress(shared.bytes, from + layout.LOCAL_ADDRESS),
      to: to === 0 ? undefined : readAddress(shared.bytes, to + layout.LOCAL_ADDRESS),
      value: type === 'STATICCALL' ? undefined : readWord(shared.view, value),
      input: length === 0 ? '0x' : readHex(shared.buffer, input, length),
      gas: BigInt(gas),
      isPrecompile: precompile !== NONE,
      depth: this.#frames.length,
    };
    this.#frames.push({ gas, precompile, input, length });
    tracer.enter?.(frame);
  }

  #exit(asked: number, outcome: number, gas: number, output: number, length: number): void {
    const now = this.#now;
    const frame = this.#frames.pop();
    if (now === undefined || frame === undefined) return;
    const error = this.#errorOf(now, frame, asked, outcome);
    this.#failure = undefined;
    const isRefused = outcome <= layout.REFUSED_DEPTH && outcome > layout.LEAVE;
    const keepsGas = outcome === layout.LEAVE_SUCCESS || outcome === layout.LEAVE_REVERT || isRefused;
    const hasOutput = length !== 0 && keepsGas;
    now.tracer.exit?.({
      gasUsed: BigInt(keepsGas ? frame.gas - gas : frame.gas),
      output: hasOutput ? readHex(now.shared.buffer, output, length) : '0x',
      error,
    });
  }

  #errorOf(now: Followed, frame: OpenFrame, asked: number, outcome: number): string | undefined {
    if (outcome === layout.LEAVE_SUCCESS) return undefined;
    if (outcome === layout.HALT_PRECOMPILE) return precompileError(now, frame);
    const isOfDeployment = asked === layout.LEAVE_SUCCESS && outcome === layout.HALT_OUT_OF_GAS;
    if (isOfDeployment) return 'contract creation code storage out of gas';
    return asked === layout.LEAVE_SUCCESS || outcome === layout.LEAVE_REVERT
      ? errorText(outcome)
      : (this.#failure ?? errorText(outcome));
  }

  #log(entry: number): void {
    if (this.#now === undefined) return;
    this.#now.tracer.log?.(readLog(this.#now.shared, entry));
  }

  /** As geth has it: a frame of its own that ends at once. */
  #selfDestruct(self: number, heir: number): void {
    const now = this.#now;
    if (now === undefined) return;
    const { bytes, view } = now.shared;
    now.tracer.enter?.({
      type: 'SELFDESTRUCT',
      from: readAddress(bytes, self + layout.LOCAL_ADDRESS),
      to: readAddress(bytes, heir + layout.LOCAL_ADDRESS),
      value: readWord(view, self + layout.LOCAL_BALANCE),
      input: '0x',
      gas: 0n,
      isPrecompile: false,
      depth: this.#frames.length,
    });
    now.tracer.exit?.({ gasUsed: 0n, output: '0x', error: undefined });
  }

  #settled(): void {
    const now = this.#now;
    now?.tracer.settled?.(new TransactionView(now.shared));
  }
}

/** Number of the precompile that a local account is; NONE for others. */
function precompileAt({ view, bytes }: SharedMemory, hardfork: Hardfork, account: number): number {
  const low = view.getUint32(account + layout.LOCAL_ADDRESS, true);
  const rest = bytes.subarray(account + layout.LOCAL_ADDRESS + 4, account + layout.LOCAL_ADDRESS + 20);
  return rest.every((byte) => byte === 0) && precompilesOf(hardfork).has(low) ? low : NONE;
}

function precompileError({ shared, hardfork }: Followed, frame: OpenFrame): string {
  const precompile = precompilesOf(hardfork).get(frame.precompile);
  const input = shared.bytes.slice(frame.input, frame.input + frame.length);
  const isTooDear = precompile !== undefined && precompile.gas(input, hardfork) > BigInt(frame.gas);
  return errorText(isTooDear ? layout.HALT_OUT_OF_GAS : layout.HALT_PRECOMPILE);
}

import { TraceTooLargeError } from '../errors/trace.ts';
import type { Outcome } from '../machine/outcome.ts';
import type { Address, Hash, Hex } from '../types.ts';
import { opcodeName } from './errorText.ts';
import { StackText } from './stackText.ts';
import type { Step } from './step.ts';
import { stepEvents, type Tracer, type TracerMaker } from './tracer.ts';

/** One instruction, as geth's struct logger has it: gas before it, and what was there before it ran. */
export interface StructLog {
  pc: number;
  op: string;
  gas: number;
  /** Calls include what they hand over, creations do not. */
  gasCost: number;
  /** 1 for the outermost frame. */
  depth: number;
  error?: string;
  /** Words from the lowest up, as the shortest hexadecimal. */
  stack?: string[];
  returnData?: Hex;
  /** In words of 32 bytes. */
  memory?: Hash[];
  /** At SLOAD and SSTORE: all slots of the account seen so far. */
  storage?: Record<Hash, Hash>;
  /** Refund counter after the instruction, unless 0. */
  refund?: number;
}

export interface StructLoggerResult {
  /** Gas used, after refunds. */
  gas: number;
  failed: boolean;
  returnValue: Hex;
  structLogs: StructLog[];
}

export interface StructLoggerOptions {
  disableStack?: boolean | undefined;
  disableStorage?: boolean | undefined;
  enableMemory?: boolean | undefined;
  enableReturnData?: boolean | undefined;
  /** Number of instructions after which no more are logged; 0 for all. */
  limit?: number | undefined;
  /** Largest trace in characters of JSON, about; default {@link defaultMaxChars}. */
  maxChars?: number | undefined;
  /** Gets each log as soon as it is complete; `structLogs` is then empty and nothing is kept. */
  onLog?: ((log: StructLog) => void) | undefined;
}

/** 256 Mi: half of the longest string that V8 makes. */
export const defaultMaxChars = 2 ** 28;

const SLOAD = 0x54;
const SSTORE = 0x55;
/** JSON of a log without its lists. */
const LOG_CHARS = 68;

/** geth's struct logger, the default of `debug_traceTransaction`: every instruction. */
export function structLogger(options: StructLoggerOptions = {}): TracerMaker<StructLoggerResult> {
  return () => new StructLogger(options);
}

class StructLogger implements Tracer<StructLoggerResult> {
  readonly events: number = stepEvents;
  readonly #options: StructLoggerOptions;
  readonly #logs: StructLog[] = [];
  readonly #stack = new StackText();
  readonly #storage = new Map<Address, Record<Hash, Hash>>();
  #count = 0;
  #chars = 0;
  /** The instruction that runs, and what an SSTORE writes where or an SLOAD reads. */
  #log: StructLog | undefined;
  #slot: Hash = '0x';
  #value: Hash = '0x';

  constructor(options: StructLoggerOptions) {
    this.#options = options;
  }

  step(step: Step): void {
    const { limit = 0, disableStack, enableMemory, enableReturnData } = this.#options;
    this.#log = undefined;
    if (limit !== 0 && this.#count >= limit) return;
    const { pc, opcode, gas, depth } = step;
    const log: StructLog = { pc, op: opcodeName(opcode), gas, gasCost: 0, depth };
    if (disableStack !== true) log.stack = this.#stack.read(step);
    if (enableMemory === true && step.memorySize > 0) log.memory = wordsOf(step.memory);
    if (enableReturnData === true) {
      const data = step.returnData;
      if (data !== '0x') log.returnData = data;
    }
    if ((opcode === SLOAD || opcode === SSTORE) && step.height > 0) {
      this.#slot = step.word(0);
      this.#value = opcode === SSTORE && step.height > 1 ? step.word(1) : '0x';
    }
    this.#log = log;
  }

  stepUndone(): void {
    this.#log = undefined;
  }

  stepDone(step: Step, cost: number, error: string | undefined): void {
    const log = this.#log;
    if (log === undefined) return;
    this.#log = undefined;
    log.gasCost = cost;
    if (error !== undefined) log.error = error;
    const isStorage = step.opcode === SLOAD || step.opcode === SSTORE;
    if (isStorage && error === undefined && this.#options.disableStorage !== true)
      log.storage = this.#seen(step);
    const { refund } = step;
    if (refund !== 0) log.refund = refund;
    this.#keep(log);
  }

  /** Notes the slot of a load or store; all that are known of the account. */
  #seen(step: Step): Record<Hash, Hash> {
    const { address } = step;
    const known = this.#storage.get(address) ?? {};
    this.#storage.set(address, known);
    known[this.#slot] = step.opcode === SLOAD ? step.word(0) : this.#value;
    return { ...known };
  }

  #keep(log: StructLog): void {
    const { onLog, maxChars = defaultMaxChars } = this.#options;
    this.#count++;
    if (onLog !== undefined) {
      onLog(log);
      return;
    }
    this.#chars += charsOf(log);
    if (this.#chars > maxChars) throw new TraceTooLargeError({ steps: this.#count, maxChars });
    this.#logs.push(log);
  }

  result({ status, gasUsed, output }: Outcome): StructLoggerResult {
    return {
      gas: Number(gasUsed),
      failed: status !== 'success',
      returnValue: status === 'halt' ? '0x' : output,
      structLogs: this.#logs,
    };
  }
}

function wordsOf(memory: Hex): Hash[] {
  const words: Hash[] = [];
  for (let at = 2; at < memory.length; at += 64) words.push(`0x${memory.slice(at, at + 64)}`);
  return words;
}

/** What the log takes as JSON, about. */
function charsOf({ stack, memory, storage, returnData }: StructLog): number {
  let chars = LOG_CHARS + (returnData?.length ?? 0) + 69 * (memory?.length ?? 0);
  if (stack !== undefined) for (const word of stack) chars += word.length + 3;
  return storage === undefined ? chars : chars + 138 * Object.keys(storage).length;
}

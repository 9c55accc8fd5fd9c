/** One instruction as a tracer sees it: a window on the memory of the core. */
import { layout } from '@heddle/evm';
import type { SharedMemory } from '../shared/sharedMemory.ts';
import { readAddress, readHash, readHex } from '../shared/words.ts';
import type { Address, Hash, Hex } from '../types.ts';

/** Bytes of a word on the stack. */
const WORD = 32;

/** Valid until the handler returns. */
export class Step {
  readonly shared: SharedMemory;
  readonly #context: number;
  /** Byte offset in the code. */
  pc = 0;
  opcode = 0;
  /** Gas before the instruction. */
  gas = 0;
  /** 1 for the outermost frame, as in geth's struct logs. */
  depth = 0;
  /** Address of the first word of the stack, and of what lies above the last. */
  stackStart = 0;
  stackEnd = 0;
  #frame = 0;

  constructor(shared: SharedMemory) {
    this.shared = shared;
    this.#context = shared.plan.largeContext;
  }

  /** @internal Moves to the instruction at address `pc`. */
  moveTo(pc: number, opcode: number, sp: number, gas: number): void {
    const { shared } = this;
    this.#frame = shared.getUint32(this.#context + layout.CTX_FRAME);
    this.pc = pc - shared.getUint32(this.#frame + layout.FRAME_CODE);
    this.opcode = opcode;
    this.gas = gas;
    this.depth = shared.getUint32(this.#context + layout.CTX_DEPTH);
    this.stackStart = shared.getUint32(this.#frame + layout.FRAME_STACK);
    this.stackEnd = sp;
  }

  /** Words on the stack. */
  get height(): number {
    return (this.stackEnd - this.stackStart) / WORD;
  }

  /** A word of the stack, 0 being the one on top. */
  word(below: number): Hash {
    return readHash(this.shared.bytes, this.stackEnd - WORD * (below + 1));
  }

  /** Account whose storage the frame uses. */
  get address(): Address {
    const self = this.shared.getUint32(this.#frame + layout.FRAME_SELF);
    return readAddress(this.shared.bytes, self + layout.LOCAL_ADDRESS);
  }

  get memorySize(): number {
    return this.shared.getUint32(this.#frame + layout.FRAME_MEMORY_SIZE);
  }

  /** Memory of the frame, a multiple of 32 bytes. */
  get memory(): Hex {
    return readHex(
      this.shared.buffer,
      this.shared.getUint32(this.#frame + layout.FRAME_MEMORY),
      this.memorySize,
    );
  }

  /** Return data of the last call. */
  get returnData(): Hex {
    const start = this.shared.getUint32(this.#context + layout.CTX_RETURN);
    return readHex(
      this.shared.buffer,
      start,
      this.shared.getUint32(this.#context + layout.CTX_RETURN_LENGTH),
    );
  }

  /** The refund counter now. */
  get refund(): number {
    return Number(this.shared.view.getBigInt64(this.#context + layout.CTX_REFUND, true));
  }

  /** Gas that the table charges for the instruction before anything dynamic. */
  get tableGas(): number {
    return this.shared.view.getUint16(layout.INSTRUCTIONS + 8 * this.opcode, true);
  }
}

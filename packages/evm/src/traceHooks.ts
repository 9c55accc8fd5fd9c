/**
 * What a traced core calls while it runs, each at most once per event (`assembly/trace.ts` says where). Numbers are
 * addresses in the memory unless said otherwise; gas is exact below 2^53. A handler must not run the core.
 */
export interface TraceHooks {
  /** The instruction at `pc` (address of its byte) is about to run with the stack that ends below `sp`. */
  step(pc: number, opcode: number, sp: number, gas: number): void;
  /**
   * That instruction ended its frame (LEAVE_SUCCESS, LEAVE_REVERT, a HALT_* code) or left and will run again (other LEAVE_*
   * codes). Told also when steps are not. `gas` is what is left, negative when it failed for what it would have cost;
   * `before` is what there was.
   */
  stepEnd(outcome: number, pc: number, sp: number, gas: number, before: number): void;
  /**
   * A message is to become a frame: the opcode that sent it, local accounts of who sent it and to whom (0: nobody), a word
   * of wei, the input, its gas, and what gas its caller has left.
   */
  enter(
    opcode: number,
    from: number,
    to: number,
    value: number,
    input: number,
    length: number,
    gas: number,
    callerGas: number,
  ): void;
  /** The frame entered last ends: what its code said, what came of it (HALT_*, LEAVE_*, REFUSED_*), gas left, output. */
  exit(asked: number, outcome: number, gas: number, output: number, length: number): void;
  /** A LOG_* record was written. */
  log(entry: number): void;
  /** A local account is about to leave its balance to another one. */
  selfDestruct(self: number, heir: number): void;
  /** The transaction is through and not committed: its context holds what it saw and changed. */
  settled(): void;
}

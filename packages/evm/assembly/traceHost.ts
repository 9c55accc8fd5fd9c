/**
 * What a traced core tells JavaScript while it runs (`src/traceHooks.ts` says what each means). The plain core has no
 * call of these, so it imports none of them. Gas as f64: an i64 would become a BigInt at each call.
 */

export declare function step(pc: usize, opcode: u32, sp: usize, gas: f64): void;
export declare function stepEnd(outcome: i32, pc: usize, sp: usize, gas: f64, before: f64): void;
export declare function enter(
  opcode: u32,
  from: usize,
  to: usize,
  value: usize,
  input: usize,
  length: u32,
  gas: f64,
  callerGas: f64,
): void;
export declare function exit(asked: i32, outcome: i32, gas: f64, output: usize, length: u32): void;
export declare function log(entry: usize): void;
export declare function selfDestruct(self: usize, heir: usize): void;
export declare function settled(): void;

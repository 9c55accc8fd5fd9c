import { type Assembled, asm } from './asm.ts';

/**
 * The actor: a contract that does what its calldata says, step by step.
 *
 * A step is four words: the offset of the handler in this code, the arguments `a` and `b`, and the length in bytes of
 * the data that follows (the script of a call, the init code of a creation). Between steps the stack holds the
 * offset of the current step alone. Code written this way behaves differently in every call, runs as well through a
 * proxy or a delegation, and needs no compiler.
 */
const stepBytes = 128;

/** Pushes an argument word of the current step when `depth` words lie above its offset. */
function arg(index: 1 | 2 | 3, depth: number): string {
  return `DUP${depth + 1} ${32 * index} ADD CALLDATALOAD`;
}

const done = '@next JUMP';
/** Half of the gas left: before EIP-150 a call that asks for more than there is fails. */
const halfTheGas = '2 GAS DIV';
const copyData = `${arg(3, 0)} DUP2 ${stepBytes} ADD 0 CALLDATACOPY`;
const skipData = `${arg(3, 0)} ADD ${done}`;

/** Calls `a` with the data as script, with the value `b` where the opcode takes one; leaves whether it succeeded. */
function callWith(opcode: string, takesValue: boolean): string {
  const value = takesValue ? arg(2, 4) : '';
  return `${copyData} 0 0 ${arg(3, 2)} 0 ${value} ${arg(1, takesValue ? 5 : 4)} ${halfTheGas} ${opcode}`;
}

/** Stores what `expression` leaves (with the offset of the step below it) in slot `b`. */
function storing(expression: string): string {
  return `${expression} ${arg(2, 1)} SSTORE ${done}`;
}

const handlers = {
  store: `${arg(2, 0)} ${arg(1, 1)} SSTORE ${done}`,
  increment: `${arg(2, 0)} ${arg(1, 1)} SLOAD ADD ${arg(1, 1)} SSTORE ${done}`,
  copy: storing(`${arg(1, 0)} SLOAD`),
  balance: storing(`${arg(1, 0)} BALANCE`),
  codeSize: storing(`${arg(1, 0)} EXTCODESIZE`),
  codeHash: storing(`${arg(1, 0)} EXTCODEHASH`),
  codeWord: storing(`32 0 0 ${arg(1, 3)} EXTCODECOPY 0 MLOAD`),
  ownBalance: storing('ADDRESS BALANCE'),
  caller: storing('CALLER'),
  gas: storing('GAS'),
  returnedSize: storing('RETURNDATASIZE'),
  log: `${arg(1, 0)} SLOAD 0 MSTORE ${arg(2, 0)} 32 0 LOG1 ${done}`,
  storeTransient: `${arg(2, 0)} ${arg(1, 1)} TSTORE ${done}`,
  loadTransient: storing(`${arg(1, 0)} TLOAD`),
  skipIfOdd: `${arg(1, 0)} SLOAD 1 AND ${arg(2, 1)} MUL ADD ${done}`,
  call: `${callWith('CALL', true)} POP ${skipData}`,
  callOrFail: `${callWith('CALL', true)} ISZERO @fail JUMPI ${skipData}`,
  callCode: `${callWith('CALLCODE', true)} POP ${skipData}`,
  delegateCall: `${callWith('DELEGATECALL', false)} POP ${skipData}`,
  staticCall: `${callWith('STATICCALL', false)} POP ${skipData}`,
  sendHalf: `0 0 0 0 2 ADDRESS BALANCE DIV ${arg(1, 5)} ${halfTheGas} CALL POP ${done}`,
  create: `${copyData} ${arg(3, 0)} 0 ${arg(2, 2)} CREATE ${arg(1, 1)} SSTORE ${skipData}`,
  create2: `${copyData} ${arg(1, 0)} ${arg(3, 1)} 0 ${arg(2, 3)} CREATE2 POP ${skipData}`,
  selfDestruct: `${arg(1, 0)} SELFDESTRUCT`,
  burnDownTo: `burn: ${arg(1, 0)} GAS GT @burn JUMPI ${done}`,
  revert: '32 0 REVERT',
  halt: 'INVALID',
} as const;

/** What a step can do. */
export type Deed = keyof typeof handlers;

const source = [
  `0 loop: DUP1 CALLDATASIZE GT @step JUMPI STOP`,
  `step: DUP1 CALLDATALOAD JUMP`,
  `next: ${stepBytes} ADD @loop JUMP`,
  `fail: 32 0 REVERT`,
  ...Object.entries(handlers).map(([name, body]) => `${name}: ${body}`),
].join('\n');

/** The code of the actor, and the offset of the handler of each deed. */
export const actor: Assembled = asm(source);

/** How frames end badly, in the words that geth has for it and that tools compare with. */
import { layout, opcodes } from '@heddle/evm';

const names = new Map(opcodes.map(({ code, name }) => [code, name]));
names.set(0xfe, 'INVALID');

/** Name of an opcode as geth spells it, whatever the hardfork. */
export function opcodeName(code: number): string {
  return names.get(code) ?? `opcode 0x${code.toString(16)} not defined`;
}

const texts = new Map<number, string>([
  [layout.LEAVE_REVERT, 'execution reverted'],
  [layout.HALT_OUT_OF_GAS, 'out of gas'],
  [layout.HALT_BAD_JUMP, 'invalid jump destination'],
  [layout.HALT_STATIC, 'write protection'],
  [layout.HALT_RETURN_DATA, 'return data out of bounds'],
  [layout.HALT_CODE_SIZE, 'max code size exceeded'],
  [layout.HALT_RESERVED_CODE, 'invalid code: must not begin with 0xef'],
  [layout.HALT_COLLISION, 'contract address collision'],
  [layout.HALT_PRECOMPILE, 'precompile failed'],
  [layout.HALT_INIT_CODE_SIZE, 'max initcode size exceeded'],
  [layout.HALT_STACK, 'stack underflow'],
  [layout.HALT_INVALID, 'invalid opcode'],
  [layout.REFUSED_DEPTH, 'max call depth exceeded'],
  [layout.REFUSED_FUNDS, 'insufficient balance for transfer'],
  [layout.REFUSED_NONCE, 'nonce uint64 overflow'],
]);

/** The sentence for a HALT_*, REFUSED_* code or LEAVE_REVERT without what is known only where it happened. */
export function errorText(code: number): string {
  return texts.get(code) ?? `halt ${code}`;
}

const STACK_WORDS = 1024;
const WORD_BYTES = 32;
/** SSTORE fails with this much gas or less (EIP-2200). */
const SENTRY = 2300;
const SSTORE = 0x55;

/**
 * The sentence for an instruction that failed.
 *
 * @param row of the instruction table: gas, stack bytes taken, highest stack bytes before less those
 * @param height words on the stack before it
 * @param gas before it
 */
export function instructionErrorText(
  code: number,
  opcode: number,
  row: bigint,
  height: number,
  gas: number,
): string {
  if (code === layout.HALT_INVALID) return `invalid opcode: ${opcodeName(opcode)}`;
  if (code === layout.HALT_STACK) return stackErrorText(opcode, row, height);
  if (code === layout.HALT_OUT_OF_GAS && opcode === SSTORE && gas <= SENTRY)
    return 'out of gas: not enough gas for reentrancy sentry';
  return errorText(code);
}

function stackErrorText(opcode: number, row: bigint, height: number): string {
  const takes = Number((row >> 16n) & 0xffffn) / WORD_BYTES;
  if (takes > STACK_WORDS) return `invalid opcode: ${opcodeName(opcode)}`;
  if (height < takes) return `stack underflow (${height} <=> ${takes})`;
  const most = takes + Number(row >> 32n) / WORD_BYTES;
  return `stack limit reached ${height} (${most})`;
}

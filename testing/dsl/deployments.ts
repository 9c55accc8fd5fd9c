import { type Address, encodeRlp, type Hex } from '@heddle/engine';
import { keccak256 } from '@heddle/evm';
import { asm } from './asm.ts';

/** Runtime code that does in its own account whatever the actor at `target` would do with the same calldata. */
export function proxyCode(target: Address): Hex {
  return asm(`CALLDATASIZE 0 0 CALLDATACOPY 0 0 CALLDATASIZE 0 ${target} 2 GAS DIV DELEGATECALL STOP`).code;
}

/**
 * Init code that runs `before` (assembler source) and then deploys `code`.
 * @throws {Error} when `code` is longer than a PUSH1 can say, 255 bytes.
 */
export function initCodeOf(code: Hex, before = ''): Hex {
  const size = code.length / 2 - 1;
  if (size > 255) throw new Error(`initCodeOf: ${size} bytes of code are more than 255`);
  const suffix = (offset: number) => asm(`${before} ${size} ${offset} 0 CODECOPY ${size} 0 RETURN`).code;
  // Any offset below 256 takes as many bytes as any other, so the length of the first try is the right offset.
  const offset = suffix(0).length / 2 - 1;
  return `${suffix(offset)}${code.slice(2)}`;
}

/** Where CREATE2 by `creator` puts a contract (EIP-1014). */
export function create2Address(creator: Address, salt: bigint, initCode: Hex): Address {
  const saltDigits = salt.toString(16).padStart(64, '0');
  const preimage = `ff${creator.slice(2)}${saltDigits}${hashHex(initCode.slice(2))}`;
  return `0x${hashHex(preimage).slice(24)}`;
}

/** Where CREATE by `creator` with that nonce, or a creating transaction of it, puts a contract. */
export function createAddress(creator: Address, nonce: bigint): Address {
  const list = encodeRlp([creator, nonce]);
  return `0x${hashHex(Buffer.from(list).toString('hex')).slice(24)}`;
}

function hashHex(digits: string): string {
  return Buffer.from(keccak256(Buffer.from(digits, 'hex'))).toString('hex');
}

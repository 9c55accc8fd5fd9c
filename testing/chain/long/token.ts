/** A token as small as one can be: balances in a mapping at slot 0, transfer(to, amount) from two words of calldata, a Transfer log. */
import type { Address, Hash, Hex } from '@heddle/engine';
import { keccak256 } from '@heddle/evm';
import { asm } from '../../dsl/asm.ts';

const TRANSFER_TOPIC = '0xddf252ad1be2c89b69c2b068fc378daa952ba7f163c4a11628f55a4df523b3ef';

/** Balance slots are keccak256(holder, 0), as Solidity lays a mapping at slot 0 out. */
export const tokenCode: Hex = asm(
  `0 32 MSTORE
   CALLER 0 MSTORE 64 0 KECCAK256 DUP1 SLOAD
   32 CALLDATALOAD DUP1 DUP3 LT @poor JUMPI
   DUP1 DUP3 SUB DUP4 SSTORE
   0 CALLDATALOAD 0 MSTORE 64 0 KECCAK256 DUP1 SLOAD DUP3 ADD SWAP1 SSTORE
   DUP1 0 MSTORE 0 CALLDATALOAD CALLER ${TRANSFER_TOPIC} 32 0 LOG3 STOP
   poor: 0 0 REVERT`,
).code;

const word = (hex: string) => hex.slice(2).padStart(64, '0');

/** Where the balance of a holder is. */
export function balanceSlot(holder: Address): Hash {
  const key = Buffer.from(word(holder) + word('0x0'), 'hex');
  return `0x${Buffer.from(keccak256(key)).toString('hex')}`;
}

/** Calldata of a transfer. */
export function transferData(to: Address, amount: bigint): Hex {
  return `0x${word(to)}${amount.toString(16).padStart(64, '0')}`;
}

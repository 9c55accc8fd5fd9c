import type { Address, Hash, Hex } from '@heddle/engine';
import { keccak256 } from '@heddle/evm';

/** `value` as 32 bytes. */
export function word(value: bigint | number): Hash {
  return `0x${value.toString(16).padStart(64, '0')}`;
}

/** An address (or any shorter number in hex) as 32 bytes, as calldata and storage keep it. */
export function wordOf(address: Address): Hash {
  return `0x${address.slice(2).padStart(64, '0')}`;
}

/** Keccak-256 of bytes in hex. */
export function hashOf(bytes: Hex): Hash {
  return `0x${Buffer.from(keccak256(Buffer.from(bytes.slice(2), 'hex'))).toString('hex')}`;
}

/** An address that looks like any other, the same for the same label and number. */
export function addressOf(label: string, index: number): Address {
  return `0x${hashOf(`0x${Buffer.from(`${label} ${index}`).toString('hex')}`).slice(26)}`;
}

/** The slot of `key` in the mapping at `slot` (Solidity's storage layout: keccak of key and slot). */
export function mappingSlot(key: Hash, slot: Hash): Hash {
  return hashOf(`${key}${slot.slice(2)}` as Hex);
}

/** Calldata: a selector followed by arguments of one word each. */
export function callData(selector: string, ...args: Hash[]): Hex {
  return `${selector}${args.map((arg) => arg.slice(2)).join('')}` as Hex;
}

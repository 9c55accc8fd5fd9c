/** A small state and a block to make calls in. */
import {
  type Address,
  type Alloc,
  type AllocAccount,
  type CallContext,
  type Header,
  type Hex,
  MemoryState,
} from '@heddle/engine';
import type { Hardfork } from '@heddle/evm';
import { asm } from '../dsl/asm.ts';
import { addressOf } from '../generators/cast.ts';
import { emptyBlock } from '../generators/header.ts';

export const rich: Address = addressOf(1, 0x5e);
export const poor: Address = addressOf(2, 0x5e);

/** The `index`-th contract of {@link stateOf}. */
export const contract = (index: number): Address => addressOf(index + 1, 0xc0);

/** A block of 30 million gas without transactions. */
export function contextOf(hardfork: Hardfork = 'prague', header: Partial<Header> = {}): CallContext {
  const block = emptyBlock(hardfork, addressOf(1, 0xbe));
  return { ...block, header: { ...block.header, gasLimit: 30_000_000n, ...header } };
}

/** Contracts with the given sources, an account with 10^24 wei, and others. */
export function stateOf(sources: readonly string[], others: Record<Address, AllocAccount> = {}): MemoryState {
  const alloc: Record<string, AllocAccount> = { [rich]: { balance: '0xd3c21bcecceda1000000' } };
  sources.forEach((source, i) => {
    alloc[contract(i)] = { balance: '0x64', nonce: '0x1', code: asm(source).code };
  });
  return MemoryState.fromAlloc({ ...alloc, ...others } as Alloc);
}

/** Source that returns the word on top of the stack. */
export const returned = '0 MSTORE 32 0 RETURN';

/** Source that puts bytes at the start of the memory. */
export function inMemory(bytes: Hex): string {
  const words = bytes.slice(2).match(/.{1,64}/g) ?? [];
  return words.map((digits, i) => `0x${digits.padEnd(64, '0')} ${32 * i} MSTORE`).join(' ');
}

/** Output of a revert with Error(string). */
export function errorOutput(text: string): Hex {
  const word = (value: number) => value.toString(16).padStart(64, '0');
  const bytes = Buffer.from(text).toString('hex');
  const padded = bytes.padEnd(Math.ceil(bytes.length / 64) * 64, '0');
  return `0x08c379a0${word(32)}${word(text.length)}${padded}`;
}

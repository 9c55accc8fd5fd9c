/** The calls that a block itself makes to contracts of the protocol. */
import type { HardforkRules } from '@heddle/evm';
import type { Address, Block, Hex } from '../types.ts';

/** The caller of system calls (EIP-4788). */
export const systemAddress: Address = '0xfffffffffffffffffffffffffffffffffffffffe';

/** Gas of one system call; it counts towards nothing (EIP-4788). */
export const systemCallGas = 30_000_000n;

const BEACON_ROOTS: Address = '0x000f3df6d732807ef1319fb7b8bb8522d0beac02';
const BLOCK_HASHES: Address = '0x0000f90827f1c53a10cb7a02335b175320002935';
const WITHDRAWAL_REQUESTS: Address = '0x00000961ef480eb55e80d19ad83579a64c007002';
const CONSOLIDATION_REQUESTS: Address = '0x0000bbddc7ce488642fb579f8b00f3a590007251';

/** A call of {@link systemAddress} without value. */
export interface SystemCall {
  address: Address;
  data: Hex;
  /** Before the first transaction or after the last. */
  when: 'before' | 'after';
  /** When true the contract must have code and succeed, or the block is invalid; else a failure is ignored. */
  mustExist: boolean;
  /** Type byte of the requests that the call returns (EIP-7685). */
  requestType?: number;
}

/** The system calls of a block, in order. */
export function systemCalls({ header }: Pick<Block, 'header'>, rules: HardforkRules): SystemCall[] {
  const calls: SystemCall[] = [];
  if (rules.blobs && header.parentBeaconBlockRoot !== undefined) {
    // EIP-4788
    calls.push({
      address: BEACON_ROOTS,
      data: header.parentBeaconBlockRoot,
      when: 'before',
      mustExist: false,
    });
  }
  if (!rules.requests) return calls;
  const collect = { data: '0x', when: 'after', mustExist: true } as const;
  calls.push(
    // EIP-2935
    { address: BLOCK_HASHES, data: header.parentHash, when: 'before', mustExist: false },
    // EIP-7002
    { address: WITHDRAWAL_REQUESTS, ...collect, requestType: 1 },
    // EIP-7251
    { address: CONSOLIDATION_REQUESTS, ...collect, requestType: 2 },
  );
  return calls;
}

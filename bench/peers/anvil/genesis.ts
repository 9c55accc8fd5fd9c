import type { Hex } from '@heddle/engine';
import { type InputAccounts, padWord } from '../../fixtures/accounts.ts';

export interface GenesisFacts {
  chainId: bigint;
  gasLimit: bigint;
  /** Of the genesis block itself, in seconds. */
  timestamp: bigint;
  baseFeePerGas: bigint;
  accounts: InputAccounts;
}

const hex = (value: bigint): Hex => `0x${value.toString(16)}`;

/** A genesis file in geth's format, Cancun from the start. */
export function genesisOf({ chainId, gasLimit, timestamp, baseFeePerGas, accounts }: GenesisFacts): object {
  const alloc = Object.entries(accounts).map(([address, { balance, nonce, code, storage = {} }]) => {
    const slots = Object.entries(storage).map(([slot, value]) => [padWord(slot as Hex), padWord(value)]);
    return [address, { balance, nonce, ...(code ? { code } : {}), storage: Object.fromEntries(slots) }];
  });
  return {
    config: { chainId: Number(chainId), terminalTotalDifficulty: 0, shanghaiTime: 0, cancunTime: 0 },
    nonce: '0x0',
    timestamp: hex(timestamp),
    extraData: '0x',
    gasLimit: hex(gasLimit),
    difficulty: '0x0',
    mixHash: padWord('0x0'),
    baseFeePerGas: hex(baseFeePerGas),
    alloc: Object.fromEntries(alloc),
  };
}

import type { Address, Authorization, Block, MemoryState, Transaction } from '@heddle/engine';
import { type Hardfork, rulesOf } from '@heddle/evm';
import { addressOf, type CastAccount } from '../generators/cast.ts';
import { baseFee, emptyBlock } from '../generators/header.ts';
import { toMemoryState } from '../generators/toMemoryState.ts';

/** The account that fees go to unless a block names another. */
export const beneficiary: Address = addressOf(1, 0xbe);

/** The `index`-th account that can pay for transactions. */
export function sender(index: number): Address {
  return addressOf(index + 1, 0x5e);
}

/** Code that burns gas until `left` is left: what a transaction does afterwards comes late. */
export function burnDownTo(left: number): string {
  return `burn: ${left} GAS GT @burn JUMPI`;
}

/** A transaction as a test names it; the nonce follows from its place among those of its sender. */
export interface Wish extends Partial<Transaction> {
  from: Address;
}

export interface SmallBlock {
  block: Block;
  state: MemoryState;
}

/** What a hand-made block consists of. */
export interface SmallBlockParts {
  hardfork?: Hardfork;
  beneficiary?: Address;
  /** Accounts beside the senders named `sender(n)`, which have 10^24 wei. */
  accounts?: Record<Address, Partial<CastAccount>>;
  /** Senders that do not exist before the block. */
  newcomers?: readonly Address[];
  transactions: Wish[];
  /** Gas limit of the block; the sum of those of the transactions when left out. */
  gasLimit?: bigint;
}

/** A block of few transactions, and the state before it. */
export function smallBlock(parts: SmallBlockParts): SmallBlock {
  const hardfork = parts.hardfork ?? 'prague';
  const accounts = new Map<Address, CastAccount>();
  for (const { from } of parts.transactions) accounts.set(from, { balance: 10n ** 24n, nonce: 0n });
  for (const address of parts.newcomers ?? []) accounts.delete(address);
  if (rulesOf(hardfork).requests) {
    for (const queue of requestQueues) accounts.set(queue, { balance: 0n, nonce: 1n, code: '0x00' });
  }
  for (const [address, account] of Object.entries(parts.accounts ?? {}))
    accounts.set(address as Address, { balance: 0n, nonce: 0n, ...account });
  const block = emptyBlock(hardfork, parts.beneficiary ?? beneficiary);
  const nonces = new Map([...accounts].map(([address, { nonce }]) => [address, nonce]));
  for (const wish of parts.transactions) {
    const nonce = wish.nonce ?? nonces.get(wish.from) ?? 0n;
    nonces.set(wish.from, nonce + 1n);
    block.transactions.push(transactionOf(wish, nonce));
  }
  block.header.gasLimit = parts.gasLimit ?? block.transactions.reduce((sum, tx) => sum + tx.gasLimit, 5000n);
  return { block, state: toMemoryState(accounts) };
}

/** The queues that blocks read from Prague on (EIP-7002, EIP-7251); STOP is a queue without requests. */
const requestQueues: Address[] = [
  '0x00000961ef480eb55e80d19ad83579a64c007002',
  '0x0000bbddc7ce488642fb579f8b00f3a590007251',
];

function transactionOf(wish: Wish, nonce: bigint): Transaction {
  return {
    type: wish.authorizationList ? 4 : 0,
    chainId: wish.authorizationList ? 1n : undefined,
    nonce,
    gasLimit: 1_000_000n,
    to: null,
    value: 0n,
    data: '0x',
    maxFeePerGas: 2n * baseFee,
    maxPriorityFeePerGas: 2n * baseFee,
    maxFeePerBlobGas: 0n,
    blobVersionedHashes: [],
    accessList: [],
    authorizationList: [],
    yParity: 0,
    r: 0n,
    s: 0n,
    ...wish,
  };
}

/** A delegation of `authority` to `address` (EIP-7702), as if signed. */
export function delegation(authority: Address, address: Address, nonce = 0n): Authorization {
  return { chainId: 1n, address, nonce, yParity: 0n, r: 1n, s: 1n, authority };
}

/** A chain that a pool or a builder can stand on in tests: one head, a state, and transactions to send. */
import {
  type Address,
  type Alloc,
  devChain,
  type Hardfork,
  type Hash,
  type Header,
  type Hex,
  headerHash,
  MemoryState,
  type Transaction,
} from '@heddle/engine';
import type { PoolHead } from '../pool/transactionPool.ts';

export const zeroHash: Hash = `0x${'00'.repeat(32)}`;
export const gwei = 10n ** 9n;
export const ether = 10n ** 18n;

/** A header as a development chain begins with, for the fields that hardforks add see `laterFields`. */
export function headerOf(fields: Partial<Header> = {}): Header {
  return {
    parentHash: zeroHash,
    ommersHash: '0x1dcc4de8dec75d7aab85b567b6ccd41ad312451b948a7413f0a142fd40d49347',
    beneficiary: `0x${'00'.repeat(20)}`,
    stateRoot: zeroHash,
    transactionsRoot: zeroHash,
    receiptsRoot: zeroHash,
    logsBloom: `0x${'00'.repeat(256)}`,
    difficulty: 0n,
    number: 0n,
    gasLimit: 30_000_000n,
    gasUsed: 0n,
    timestamp: 1_700_000_000n,
    extraData: '0x',
    mixHash: zeroHash,
    nonce: '0x0000000000000000',
    baseFeePerGas: gwei,
    ...fields,
  };
}

/** The fields of a header that a hardfork asks for beside those of `headerOf`. */
export function laterFields(hardfork: Hardfork): Partial<Header> {
  const blobs = { blobGasUsed: 0n, excessBlobGas: 0n, parentBeaconBlockRoot: zeroHash };
  const empty = '0x56e81f171bcc55a6ff8345e692c0f86e5b48e01b996cadc001622fb5e363b421';
  if (hardfork === 'paris') return {};
  if (hardfork === 'shanghai') return { withdrawalsRoot: empty };
  if (hardfork === 'cancun') return { withdrawalsRoot: empty, ...blobs };
  const requestsHash = '0xe3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855';
  if (hardfork !== 'amsterdam') return { withdrawalsRoot: empty, ...blobs, requestsHash };
  return {
    ...{ withdrawalsRoot: empty, ...blobs, requestsHash },
    blockAccessListHash: '0x1dcc4de8dec75d7aab85b567b6ccd41ad312451b948a7413f0a142fd40d49347',
    slotNumber: 0n,
  };
}

/** Accounts as tests write them. */
export type TestAccounts = Record<Address, { balance?: bigint; nonce?: bigint; code?: Hex }>;

const quantity = (value = 0n): Hex => `0x${value.toString(16)}`;

export function stateOf(accounts: TestAccounts): MemoryState {
  const rows = Object.entries(accounts).map(([address, { balance, nonce, code = '0x' }]) => [
    address,
    { balance: quantity(balance), nonce: quantity(nonce), code },
  ]);
  return MemoryState.fromAlloc(Object.fromEntries(rows) as Alloc);
}

export function headOf(
  accounts: TestAccounts,
  fields: Partial<Header> = {},
): PoolHead & { state: MemoryState } {
  const header = headerOf(fields);
  return { header, hash: headerHash(header), state: stateOf(accounts) };
}

export const testSpec = (hardfork: Hardfork = 'prague') => devChain(hardfork, 1n);

/** The n-th made-up account. */
export const someone = (n: number): Address => `0x${(0x1000 + n).toString(16).padStart(40, '0')}`;

/** A transfer whose sender is given instead of signed. */
export function transferOf(
  from: Address,
  nonce: number | bigint,
  fields: Partial<Transaction> = {},
): Transaction {
  return {
    type: 2,
    chainId: 1n,
    nonce: BigInt(nonce),
    gasLimit: 21_000n,
    to: someone(999),
    value: 1n,
    data: '0x',
    maxFeePerGas: 10n * gwei,
    maxPriorityFeePerGas: gwei,
    maxFeePerBlobGas: 0n,
    blobVersionedHashes: [],
    accessList: [],
    authorizationList: [],
    yParity: 0,
    r: BigInt(from),
    s: BigInt(from),
    from,
    ...fields,
  };
}

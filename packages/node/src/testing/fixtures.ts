import { openChain } from '@heddle/chain';
import {
  type Block,
  type BlockResult,
  baseFeeAfter,
  encodeBlock,
  type Hash,
  type Header,
  type Hex,
  headerHash,
  keccak256,
  MemoryState,
  NonceTooLowError,
  ommersHash,
  receiptsRoot,
  type StateReader,
  transactionsRoot,
} from '@heddle/engine';
import type { Executor } from '../fixtures/execute.ts';
import type { AccountsFixture, BlockchainFixture, StateFixture } from '../fixtures/format.ts';
import { fakeResult } from './engine.ts';

const zeroHash: Hash = `0x${'0'.repeat(64)}`;
const noBloom: Hex = `0x${'0'.repeat(512)}`;
const sender = `0x${'aa'.repeat(20)}` as const;
const noLogs: Hash = `0x${Buffer.from(keccak256(Uint8Array.of(0xc0))).toString('hex')}`;

/** The one account of these fixtures, with a nonce. */
export const accountsAt = (nonce: string): AccountsFixture => ({
  [sender]: { nonce, balance: '0x64', code: '0x', storage: { '0x01': '0x02' } },
});
const rootOf = (accounts: AccountsFixture) => MemoryState.fromAlloc(accounts).stateRoot();

/**
 * Stands for the engine: a transaction raises its sender's nonce and does nothing else; one that is not the
 * next of its sender is refused.
 */
export const fakeExecutor: Omit<Executor, 'close'> = {
  // The blocks of these chains have no transactions.
  openChain: (genesis) => openChain(undefined, { genesis, mechanism: 'serial', workers: 1, rootThreads: 0 }),
  async execute(block: Block, state: StateReader): Promise<BlockResult> {
    const [transaction] = block.transactions;
    const results = { logsBloom: noBloom, gasUsed: 0n, receiptsRoot: receiptsRoot([]) };
    if (transaction === undefined) return fakeResult({}, results);
    const account = (await state.account(sender))!;
    if (transaction.nonce !== account.nonce) {
      throw new NonceTooLowError({ txIndex: 0, actual: transaction.nonce, expected: account.nonce });
    }
    const after = { ...account, nonce: account.nonce + 1n };
    const changes = {
      accounts: [{ address: sender, account: after, storageCleared: false, storage: [] }],
      code: [],
    };
    return fakeResult({}, { ...results, changes });
  },
};

/** A state test of the account's next nonce, 5, on Berlin. */
export function stateFixture(): StateFixture {
  const after = accountsAt('0x06');
  const indexes = { data: 0, gas: 0, value: 0 };
  return {
    pre: accountsAt('0x05'),
    env: {
      currentCoinbase: sender,
      currentDifficulty: '0x020000',
      currentGasLimit: '0x01000000',
      currentNumber: '0x01',
      currentTimestamp: '0x03e8',
    },
    transaction: {
      nonce: '0x05',
      gasPrice: '0x0a',
      gasLimit: ['0x5208'],
      to: '',
      value: ['0x00'],
      data: ['0x'],
      sender,
    },
    post: { Berlin: [{ hash: rootOf(after), logs: noLogs, indexes, state: after }] },
  };
}

/** A state test whose transaction is refused, as its fixture says. */
export function refusedStateFixture(): StateFixture {
  const fixture = stateFixture();
  const [post] = fixture.post.Berlin!;
  return {
    ...fixture,
    transaction: { ...fixture.transaction, nonce: '0x04' },
    post: {
      Berlin: [
        {
          ...post!,
          hash: rootOf(fixture.pre),
          expectException: 'TransactionException.NONCE_MISMATCH_TOO_LOW',
        },
      ],
    },
  };
}

const first: Header = {
  parentHash: zeroHash,
  ommersHash: ommersHash([]),
  beneficiary: sender,
  stateRoot: rootOf(accountsAt('0x05')),
  transactionsRoot: transactionsRoot([]),
  receiptsRoot: receiptsRoot([]),
  logsBloom: noBloom,
  difficulty: 0n,
  number: 0n,
  gasLimit: 30_000_000n,
  gasUsed: 0n,
  timestamp: 0n,
  extraData: '0x',
  mixHash: zeroHash,
  nonce: '0x0000000000000000',
  baseFeePerGas: 7n,
};

/** The header of a block without transactions that follows another; `changes` make it a special one. */
function after(parent: Header, changes: Partial<Header> = {}): Header {
  const next = {
    parentHash: headerHash(parent),
    number: parent.number + 1n,
    timestamp: parent.timestamp + 12n,
  };
  return { ...first, ...next, baseFeePerGas: baseFeeAfter(parent), ...changes };
}

function rlpOf(header: Header): Hex {
  return `0x${Buffer.from(encodeBlock({ header, transactions: [], ommers: [] })).toString('hex')}`;
}

/** A chain on Paris: a block, one with too much gas used, another child of the first block, and its child. */
export function blockchainFixture(): BlockchainFixture {
  const side = after(first, { extraData: '0x5d' });
  const head = after(side);
  return {
    network: 'Paris',
    pre: accountsAt('0x05'),
    genesisRLP: rlpOf(first),
    blocks: [
      { rlp: rlpOf(after(first)) },
      { rlp: rlpOf(after(first, { gasUsed: 21_000n })), expectException: 'BlockException.INVALID_GAS_USED' },
      { rlp: rlpOf(side) },
      { rlp: rlpOf(head) },
    ],
    lastblockhash: headerHash(head),
    postState: accountsAt('0x05'),
  };
}

/** Receipts before Byzantium hold the state root after each transaction; execution as a whole does not know those. */
import {
  type Address,
  type Block,
  daoAccounts,
  daoRefundContract,
  diffOfChanges,
  executeBlock,
  type Receipt,
  type StateDiff,
} from '@heddle/engine';
import { LayeredState } from '../state/layeredState.ts';
import type { StateView } from '../state/stateView.ts';
import type { StateTrie } from '../trie/stateTrie.ts';

const NO_ACCOUNT = {
  nonce: 0n,
  balance: 0n,
  codeHash: '0xc5d2460186f7233c927e7db2dcc703c0e500b653ca82273b7bfad8045d85a470',
} as const;

/** What the block of the DAO fork does before its first transaction (EIP-779): all accounts it names exist afterwards. */
function daoDiff(state: LayeredState): StateDiff {
  const accountAt = (address: Address) => {
    const { nonce, balance, codeHash } = state.account(address) ?? NO_ACCOUNT;
    return { nonce, balance, codeHash };
  };
  const moved = daoAccounts.reduce((sum, address) => sum + accountAt(address).balance, 0n);
  const changed = (address: Address, balance: bigint) => ({
    address,
    account: { ...accountAt(address), balance },
    storageCleared: false,
    storage: [],
  });
  const accounts = [
    ...daoAccounts.map((address) => changed(address, 0n)),
    changed(daoRefundContract, accountAt(daoRefundContract).balance + moved),
  ];
  return diffOfChanges({ accounts, code: [] }, state);
}

/**
 * The receipts of a block with the state roots that they held before Byzantium.
 *
 * The transactions are executed once more, each as a block of its own over the state that the one before it left: twice
 * the work, and a check of one against the other. The trie, which stands at the parent, is as before afterwards.
 */
export async function receiptsWithStates(
  block: Block,
  before: StateView,
  receipts: readonly Receipt[],
  trie: StateTrie,
): Promise<Receipt[]> {
  const state = new LayeredState(before);
  const done: StateDiff[] = [];
  const step = async (diff: StateDiff) => {
    const whole = state.add(diff);
    done.push(whole);
    return trie.apply(whole, 'forward');
  };
  const { movesDao, ...rest } = block;
  const withStates: Receipt[] = [];
  try {
    if (movesDao === true) await step(daoDiff(state));
    for (const [txIndex, transaction] of block.transactions.entries()) {
      const alone = { ...rest, transactions: [transaction] };
      const { diff } = await executeBlock(alone, state, { mechanism: 'serial', transactionsOnly: true });
      withStates.push({ ...(receipts[txIndex] as Receipt), postState: await step(diff) });
    }
  } finally {
    for (const diff of done.reverse()) await trie.apply(diff, 'backward');
  }
  return withStates;
}

/** Long chains of large blocks: plain transfers and token transfers, each block signed and sealed as it is asked for. */
import { StateTrie } from '@heddle/chain';
import {
  type Account,
  type Address,
  type Alloc,
  type Block,
  baseFeeAfter,
  type ChainSpec,
  completeDiff,
  createPool,
  devChain,
  diffOfState,
  encodeBlock,
  executeBlock,
  type Hash,
  type Header,
  headerHash,
  MemoryState,
  ommersHash,
  type Pool,
  placeOf,
  type StateReader,
  type Transaction,
  transactionsRoot,
  withdrawalsRoot,
} from '@heddle/engine';
import { emptyBlock } from '../../generators/header.ts';
import { createRandom, type Random } from '../../generators/random.ts';
import { type Sender, senderOf, sign } from '../actors.ts';
import { balanceSlot, tokenCode, transferData } from './token.ts';

/** The shape of a long chain. */
export interface LongChainOptions {
  blocks: number;
  /** Per block. */
  transactions: number;
  /** Accounts that send; at least as many as transactions, for each sends at most once in a block. */
  senders: number;
  /** Accounts that are there and only receive. */
  holders: number;
  tokens: number;
  seed: number;
}

const EMPTY_TRIE_ROOT: Hash = '0x56e81f171bcc55a6ff8345e692c0f86e5b48e01b996cadc001622fb5e363b421';
const GAS_LIMIT = 2_000_000_000n;

/** Whole in memory at first; the pool keeps it from then on. */
class KeptState implements StateReader {
  revision = 0;
  readonly whole: MemoryState;

  constructor(state: MemoryState) {
    this.whole = state;
  }

  account(address: Address): Account | undefined {
    return this.whole.account(address);
  }

  storage(address: Address, slot: Hash): bigint {
    return this.whole.storage(address, slot);
  }

  code(hash: Hash): Uint8Array {
    return this.whole.code(hash);
  }
}

const addressOf = (kind: string, index: number): Address =>
  `0x${Buffer.from(kind).toString('hex').padEnd(24, '0')}${index.toString(16).padStart(16, '0')}`;

export class LongChain {
  readonly spec: ChainSpec = devChain('cancun', 31337n);
  readonly alloc: Alloc;
  readonly #options: LongChainOptions;
  readonly #senders: Sender[];
  readonly #tokens: Address[];

  constructor(options: LongChainOptions) {
    this.#options = options;
    this.#senders = Array.from({ length: options.senders }, (_, index) => senderOf(index));
    this.#tokens = Array.from({ length: options.tokens }, (_, index) => addressOf('token', index));
    const balances = Object.fromEntries(
      this.#senders.map(({ address }) => [balanceSlot(address), '0xffffffffffff']),
    );
    const rich = { balance: `0x${(10n ** 24n).toString(16)}` };
    this.alloc = Object.fromEntries([
      ...this.#senders.map(({ address }) => [address, rich] as const),
      ...Array.from(
        { length: options.holders },
        (_, index) => [addressOf('holder', index), { balance: '0x1' }] as const,
      ),
      ...this.#tokens.map(
        (address) => [address, { balance: '0x0', nonce: '0x1', code: tokenCode, storage: balances }] as const,
      ),
    ]);
  }

  /** The header of the first block. */
  header(stateRoot: Hash): Header {
    const { header } = emptyBlock('cancun', addressOf('miner', 0));
    const empty = transactionsRoot([]);
    return Object.assign(header, {
      ...{ number: 0n, timestamp: 1_700_000_000n, gasLimit: GAS_LIMIT, gasUsed: GAS_LIMIT / 2n, stateRoot },
      ...{
        ommersHash: ommersHash([]),
        transactionsRoot: empty,
        receiptsRoot: empty,
        withdrawalsRoot: withdrawalsRoot([]),
      },
      parentHash: `0x${'00'.repeat(32)}` as Hash,
    });
  }

  /** The blocks in order, as they travel; the genesis header first. */
  async *blocks(): AsyncGenerator<{ header: Header; rlp: Uint8Array }> {
    const state = MemoryState.fromAlloc(this.alloc);
    const trie = await StateTrie.create({ root: EMPTY_TRIE_ROOT, threads: 0 });
    const pool = await createPool();
    try {
      let header = this.header(await trie.apply(diffOfState(state), 'forward'));
      yield { header, rlp: new Uint8Array() };
      const reader = new KeptState(state);
      const random = createRandom(this.#options.seed);
      const nonces = this.#senders.map(() => 0n);
      for (let number = 1; number <= this.#options.blocks; number++) {
        const block = await this.#seal(this.#open(header, random, nonces), { reader, trie, pool });
        header = block.header;
        yield { header, rlp: encodeBlock(block) };
      }
    } finally {
      await pool.close();
      await trie.close();
    }
  }

  #open(parent: Header, random: Random, nonces: bigint[]): Block {
    const { transactions: count, senders } = this.#options;
    const header: Header = {
      ...parent,
      number: parent.number + 1n,
      timestamp: parent.timestamp + 12n,
      parentHash: headerHash(parent),
      baseFeePerGas: baseFeeAfter(parent),
      gasUsed: 0n,
    };
    const place = placeOf(header, { spec: this.spec });
    const first = random.below(senders);
    const transactions = Array.from({ length: count }, (_, index) => {
      const at = (first + index) % senders;
      const nonce = nonces[at] as bigint;
      nonces[at] = nonce + 1n;
      return sign(this.#transaction(nonce, header, random), this.#senders[at] as Sender);
    });
    return {
      ...place,
      header: { ...header, transactionsRoot: transactionsRoot(transactions) },
      transactions,
      ommers: [],
      withdrawals: [],
    };
  }

  #transaction(nonce: bigint, header: Header, random: Random): Transaction {
    const receiver = addressOf('holder', random.below(this.#options.holders));
    const call = random.chance(0.3)
      ? { to: receiver, value: 1n, data: '0x' as const }
      : { to: random.pick(this.#tokens), value: 0n, data: transferData(receiver, 1n) };
    return {
      ...{ type: 2, chainId: this.spec.chainId, nonce, gasLimit: 100_000n, ...call },
      ...{
        maxFeePerGas: 2n * (header.baseFeePerGas as bigint),
        maxPriorityFeePerGas: 1n,
        maxFeePerBlobGas: 0n,
      },
      ...{ blobVersionedHashes: [], accessList: [], authorizationList: [], yParity: 0, r: 0n, s: 0n },
    };
  }

  async #seal(
    block: Block,
    { reader, trie, pool }: { reader: KeptState; trie: StateTrie; pool: Pool },
  ): Promise<Block> {
    const result = await executeBlock(block, reader, { pool });
    const stateRoot = await trie.apply(
      completeDiff(result.diff, () => []),
      'forward',
    );
    const { receiptsRoot, logsBloom, gasUsed } = result;
    pool.cache.advance(reader, ++reader.revision);
    return { ...block, header: { ...block.header, receiptsRoot, logsBloom, gasUsed, stateRoot } };
  }
}

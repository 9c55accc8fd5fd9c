/** Makes up chains with branches: valid blocks, sealed, each with the state after it. */
import {
  type Address,
  type Alloc,
  type Block,
  type BlockResult,
  baseFeeAfter,
  blockAccessListHash,
  type ChainSpec,
  difficultyAfter,
  encodeBlock,
  excessBlobGas,
  executeBlock,
  type Hash,
  type Header,
  headerHash,
  MemoryState,
  ommersHash,
  placeOf,
  type Receipt,
  receiptsRoot,
  rulesOf,
  type Transaction,
  transactionsRoot,
  withdrawalsRoot,
} from '@heddle/engine';
import { emptyBlock } from '../generators/header.ts';
import { createRandom, type Random } from '../generators/random.ts';
import { firstState, randomCall, type Sender, senderOf, sign } from './actors.ts';

/** A block of a made-up chain. */
export interface MadeBlock {
  hash: Hash;
  header: Header;
  /** The block as it travels; empty for the genesis block. */
  rlp: Uint8Array;
  /** After the block. */
  state: MemoryState;
  parent: MadeBlock | undefined;
  totalDifficulty: bigint;
}

/** What the block is made of beyond chance. */
export interface BlockWishes {
  /** Default 5. */
  transactions?: number;
  /** Who gets fees and rewards; another one makes another block of the same parent. */
  beneficiary?: Address;
}

const GAS_LIMIT = 30_000_000n;
const GAS_PER_TRANSACTION = 400_000n;

export class ChainMaker {
  readonly spec: ChainSpec;
  readonly alloc: Alloc;
  readonly genesis: MadeBlock;
  readonly #senders: readonly Sender[];
  readonly #random: Random;

  constructor(spec: ChainSpec, seed: number, senders = 6) {
    this.spec = spec;
    this.#random = createRandom(seed);
    this.#senders = Array.from({ length: senders }, (_, index) => senderOf(index));
    this.alloc = firstState(this.#senders);
    this.genesis = this.#makeGenesis();
  }

  #makeGenesis(): MadeBlock {
    const state = MemoryState.fromAlloc(this.alloc);
    const hardfork = this.spec.hardforkAt({ number: 0n, timestamp: 0n });
    const { header } = this.#blank(hardfork, `0x${'00'.repeat(20)}`);
    Object.assign(header, {
      number: 0n,
      timestamp: 1_000n,
      stateRoot: state.stateRoot(),
      difficulty: 131_072n,
    });
    if (rulesOf(hardfork).proofOfStake) header.difficulty = 0n;
    const totalDifficulty = header.difficulty;
    return {
      hash: headerHash(header),
      header,
      rlp: new Uint8Array(),
      state,
      parent: undefined,
      totalDifficulty,
    };
  }

  #blank(hardfork: Block['hardfork'], beneficiary: Address): Block {
    const block = emptyBlock(hardfork, beneficiary);
    const { header } = block;
    header.gasLimit = GAS_LIMIT;
    header.ommersHash = ommersHash([]);
    header.transactionsRoot = transactionsRoot([]);
    header.receiptsRoot = transactionsRoot([]);
    if (header.withdrawalsRoot !== undefined) header.withdrawalsRoot = withdrawalsRoot([]);
    return block;
  }

  /** A valid child of a block, sealed. */
  async next(
    parent: MadeBlock,
    { transactions = 5, beneficiary = `0x${'b0'.repeat(20)}` }: BlockWishes = {},
  ): Promise<MadeBlock> {
    const block = this.#open(parent, beneficiary);
    const nonces = new Map<Address, bigint>();
    for (let i = 0; i < transactions; i++) block.transactions.push(this.#transaction(parent, block, nonces));
    const state = parent.state.fork();
    const result = await executeBlock(block, state, { mechanism: 'serial' });
    state.apply(result.changes);
    const list = result.blockAccessList;
    Object.assign(block.header, {
      transactionsRoot: transactionsRoot(block.transactions),
      receiptsRoot: await rootOfReceipts(block, parent.state, result),
      logsBloom: result.logsBloom,
      gasUsed: result.gasUsed,
      stateRoot: state.stateRoot(),
      ...(result.requestsHash && { requestsHash: result.requestsHash }),
      ...(list &&
        rulesOf(block.hardfork).blockAccessList && { blockAccessListHash: blockAccessListHash(list) }),
    });
    const { header } = block;
    const totalDifficulty = parent.totalDifficulty + header.difficulty;
    return { hash: headerHash(header), header, rlp: encodeBlock(block), state, parent, totalDifficulty };
  }

  /** A line of blocks on top of a block, lowest first. */
  async line(parent: MadeBlock, length: number, wishes: BlockWishes = {}): Promise<MadeBlock[]> {
    const blocks: MadeBlock[] = [];
    for (let i = 0; i < length; i++) blocks.push(await this.next(blocks.at(-1) ?? parent, wishes));
    return blocks;
  }

  #open(parent: MadeBlock, beneficiary: Address): Block {
    const number = parent.header.number + 1n;
    const timestamp = parent.header.timestamp + BigInt(1 + this.#random.below(20));
    const hardfork = this.spec.hardforkAt({
      number,
      timestamp,
      parentTotalDifficulty: parent.totalDifficulty,
    });
    const rules = rulesOf(hardfork);
    const block = this.#blank(hardfork, beneficiary);
    Object.assign(block.header, {
      number,
      timestamp,
      parentHash: parent.hash,
      difficulty: rules.proofOfStake ? 0n : difficultyAfter(parent.header, timestamp, rules),
      ...(rules.baseFee && { baseFeePerGas: baseFeeAfter(parent.header) }),
      ...(rules.blobs && { excessBlobGas: excessBlobGas(parent.header, rules) }),
    });
    return Object.assign(block, placeOf(block.header, { spec: this.spec, blockHashes: hashesBelow(parent) }));
  }

  #transaction(parent: MadeBlock, { header, hardfork }: Block, nonces: Map<Address, bigint>): Transaction {
    const sender = this.#random.pick(this.#senders);
    const nonce = nonces.get(sender.address) ?? parent.state.account(sender.address)?.nonce ?? 0n;
    nonces.set(sender.address, nonce + 1n);
    const price = (header.baseFeePerGas ?? 0n) + BigInt(this.#random.below(1000));
    const transaction: Transaction = {
      type: 0,
      chainId: rulesOf(hardfork).replayProtection ? this.spec.chainId : undefined,
      nonce,
      gasLimit: GAS_PER_TRANSACTION,
      ...randomCall(this.#random, this.#senders),
      maxFeePerGas: price,
      maxPriorityFeePerGas: price,
      maxFeePerBlobGas: 0n,
      blobVersionedHashes: [],
      accessList: [],
      authorizationList: [],
      yParity: 0,
      r: 0n,
      s: 0n,
    };
    return sign(transaction, sender);
  }
}

/** Before Byzantium each receipt holds the state root after its transaction. */
async function rootOfReceipts(block: Block, before: MemoryState, result: BlockResult): Promise<Hash> {
  if (rulesOf(block.hardfork).receiptStatus) return result.receiptsRoot;
  const state = before.fork();
  const receipts: Receipt[] = [];
  for (const [txIndex, transaction] of block.transactions.entries()) {
    const alone = { ...block, transactions: [transaction] };
    const { changes } = await executeBlock(alone, state, { mechanism: 'serial', transactionsOnly: true });
    state.apply(changes);
    receipts.push({ ...result.receipts[txIndex]!, postState: state.stateRoot() });
  }
  return receiptsRoot(receipts);
}

function hashesBelow(parent: MadeBlock): Map<bigint, Hash> {
  const hashes = new Map<bigint, Hash>();
  for (let block: MadeBlock | undefined = parent; block && hashes.size < 256; block = block.parent)
    hashes.set(block.header.number, block.hash);
  return hashes;
}

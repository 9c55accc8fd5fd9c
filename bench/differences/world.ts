/** One chain twice: in anvil and in Heddle, with the same state before each block. */
import {
  type Address,
  type Block,
  blockFromRpc,
  devChain,
  executeBlock,
  type Hash,
  type Hex,
  MemoryState,
} from '@heddle/engine';
import { generateSampleBlock } from '@heddle/node';
import { genesisOf } from '../peers/anvil/genesis.ts';
import { type Anvil, startAnvil } from '../peers/anvil/start.ts';
import { contracts } from './contracts.ts';

/** What somebody sends. */
export interface Sent {
  name: string;
  from: Address;
  to: Address | null;
  data: Hex;
  value: bigint;
  gas: bigint;
}

const rich = `0x${(10n ** 24n).toString(16)}` as Hex;
export const sender: Address = `0x${'5e'.repeat(20)}`;
const hex = (value: bigint): Hex => `0x${value.toString(16)}`;

/** Real contracts: tokens, pairs and a router, with what a sample block does to them. */
const sample = generateSampleBlock({
  transactions: 24,
  tokens: 2,
  fewPairs: 2,
  manyPairs: 2,
  hardfork: 'cancun',
});

function sampleSends(): Sent[] {
  return sample.block.transactions.map(({ from, to, data, value, gasLimit }, i) => ({
    name: `sample ${i}`,
    from: from!,
    to,
    data,
    value,
    gas: gasLimit,
  }));
}

/** What is sent in order, each in a block of its own. */
export function sends(): Sent[] {
  const plain = { from: sender, data: '0x' as Hex, value: 0n, gas: 300_000n };
  const calls = contracts.map(
    ({ name, address }): Sent => ({ ...plain, name, to: address, data: '0x0102030405' }),
  );
  const deploys = '0x6001600c60003960016000f300fe';
  return [
    ...calls,
    { ...plain, name: 'transfer', to: `0x${'ee'.repeat(20)}`, value: 1000n },
    { ...plain, name: 'deployment', to: null, data: deploys },
    { ...plain, name: 'deployment that reverts', to: null, data: '0x60006000fd' },
    { ...plain, name: 'deployment of reserved code', to: null, data: '0x60ef60005360016000f3' },
    { ...plain, name: 'value to a contract', to: contracts[0]!.address, value: 7n },
    ...sampleSends(),
  ];
}

function accounts() {
  const known = Object.fromEntries(
    [...sample.state.entries()].map(([address, { balance, nonce, codeHash, storage }]) => {
      const slots = [...storage].map(([slot, value]) => [slot, hex(value)]);
      const bytes = new Map(sample.state.codes()).get(codeHash);
      const code: Hex = `0x${Buffer.from(bytes ?? []).toString('hex')}`;
      return [
        address,
        { balance: hex(balance), nonce: hex(nonce), code, storage: Object.fromEntries(slots) },
      ];
    }),
  );
  const own = contracts.map(({ address, code }) => [address, { balance: '0x64', nonce: '0x1', code }]);
  return { ...known, ...Object.fromEntries(own), [sender]: { balance: rich, nonce: '0x0' } };
}

/** Both chains; blocks of anvil are executed by Heddle as they come. */
export class World {
  readonly anvil: Anvil;
  /** After the last block. */
  state: MemoryState;

  private constructor(anvil: Anvil, state: MemoryState) {
    this.anvil = anvil;
    this.state = state;
  }

  static async open(binary: string): Promise<World> {
    const alloc = accounts();
    const facts = { chainId: 1n, gasLimit: 30_000_000n, timestamp: 1000n, baseFeePerGas: 10n ** 9n };
    const genesis = genesisOf({ ...facts, accounts: alloc });
    const flags = ['--hardfork', 'cancun', '--chain-id', '1', '--gas-limit', '30000000', '--steps-tracing'];
    const anvil = await startAnvil(binary, genesis, flags);
    await anvil.rpc.call('anvil_autoImpersonateAccount', true);
    return new World(anvil, MemoryState.fromAlloc(alloc));
  }

  /** Sends and mines it; the block with it, and the state before. Heddle's state moves on. */
  async mine({
    from,
    to,
    data,
    value,
    gas,
  }: Sent): Promise<{ hash: Hash; block: Block; before: MemoryState }> {
    const { rpc } = this.anvil;
    const price = { maxFeePerGas: hex(10n ** 11n), maxPriorityFeePerGas: hex(10n ** 9n) };
    const request = { from, ...(to && { to }), data, value: hex(value), gas: hex(gas), ...price };
    const hash = await rpc.call<Hash>('eth_sendTransaction', request);
    await rpc.call('evm_mine');
    const json = await rpc.call('eth_getBlockByNumber', 'latest', true);
    const block = blockFromRpc({ chainId: '0x1', block: json, blockHashes: {} }, devChain('cancun', 1n));
    const before = this.state;
    const { changes, gasUsed } = await executeBlock(block, before, { mechanism: 'serial' });
    if (gasUsed !== block.header.gasUsed)
      throw new Error(`gas ${gasUsed}, anvil has ${block.header.gasUsed}`);
    this.state = before.fork();
    this.state.apply(changes);
    return { hash, block, before };
  }

  close(): Promise<void> {
    return this.anvil.stop();
  }
}

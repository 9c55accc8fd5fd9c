/** Calls over a fake chain, run as transactions of a block of their own. */
import {
  type Address,
  type Block,
  decodeTransaction,
  executeBlock,
  type Hex,
  keccak256,
  type Log,
  type MemoryState,
  placeOf,
  type Transaction,
} from '@heddle/engine';
import type { CallApi, CallOutcome, CallPlace, CallRequest, StateOverrides } from '@heddle/node';
import { asm } from '../dsl/asm.ts';
import type { FakeChain } from './fakeChain.ts';

const nobody: Address = `0x${'00'.repeat(20)}`;
const payer: Address = `0x${'ee'.repeat(20)}`;
const callGas = 15_000_000n;

/**
 * The engine says of a transaction what it logged, not what it returned. So the caller gets code that passes the call on
 * and logs whether it succeeded and what it returned.
 */
function relay(to: Address): Hex {
  return asm(
    `CALLDATASIZE 0 0 CALLDATACOPY
     0 0 CALLDATASIZE 0 CALLVALUE ${to} GAS CALL 0 MSTORE
     RETURNDATASIZE 0 32 RETURNDATACOPY
     RETURNDATASIZE 32 ADD 0 LOG0`,
  ).code;
}

function overridden(state: MemoryState, overrides: StateOverrides | undefined): MemoryState {
  const changed = state.fork();
  for (const [address, override] of overrides ?? []) {
    const account = changed.account(address) ?? { nonce: 0n, balance: 0n, codeHash: hashOf('0x') };
    const { nonce = account.nonce, balance = account.balance, code, state: whole, stateDiff } = override;
    const codeHash = code === undefined ? account.codeHash : hashOf(code);
    changed.apply({
      accounts: [
        {
          address,
          account: { nonce, balance, codeHash },
          storageCleared: whole !== undefined,
          storage: [...(whole ?? stateDiff ?? [])],
        },
      ],
      code: code === undefined ? [] : [[codeHash, Buffer.from(code.slice(2), 'hex')]],
    });
  }
  return changed;
}

const hashOf = (code: Hex): Hex =>
  `0x${Buffer.from(keccak256(Buffer.from(code.slice(2), 'hex'))).toString('hex')}`;

export class FakeCalls implements CallApi {
  readonly #chain: FakeChain;

  constructor(chain: FakeChain) {
    this.#chain = chain;
  }

  async call(request: CallRequest, place: CallPlace): Promise<CallOutcome> {
    const { from = nobody, to, value = 0n, data = '0x' } = request;
    if (to === undefined) return { status: 'success', output: '0x', gasUsed: 53_000n };
    const state = overridden(this.#chain.stateAt(place.block), place.stateOverrides);
    const staged = overridden(state, new Map([[from, { code: relay(to) }]]));
    const { gasUsed, logs } = await this.#run(staged, place, { to: from, value, data });
    const own = logs.findLast((log) => log.address === from && log.topics.length === 0);
    if (own === undefined) return { status: 'halt', output: '0x', gasUsed, error: 'out of gas' };
    const output: Hex = `0x${own.data.slice(66)}`;
    return { status: BigInt(own.data.slice(0, 66)) === 1n ? 'success' : 'revert', output, gasUsed };
  }

  async estimateGas(request: CallRequest, place: CallPlace) {
    const outcome = await this.call(request, place);
    if (outcome.status !== 'success') return { failure: outcome };
    const { from = nobody, to = null, value = 0n, data = '0x' } = request;
    const state = overridden(this.#chain.stateAt(place.block), place.stateOverrides);
    const { gasUsed } = await this.#run(state, place, { to, value, data, ...(from !== nobody && { from }) });
    return { gas: gasUsed === 21_000n ? gasUsed : gasUsed + gasUsed / 4n };
  }

  async createAccessList(request: CallRequest, place: CallPlace) {
    const outcome = await this.call(request, place);
    const { to = nobody } = request;
    return { accessList: [{ address: to, storageKeys: [`0x${'00'.repeat(32)}` as const] }], outcome };
  }

  async simulate(): Promise<never> {
    throw new Error('the fake chain does not simulate');
  }

  async #run(
    state: MemoryState,
    place: CallPlace,
    changes: Partial<Transaction>,
  ): Promise<{ gasUsed: bigint; logs: Log[] }> {
    const before = this.#chain.header(place.block)!;
    const from = changes.from ?? payer;
    const staged = overridden(state, new Map([[payer, { balance: 10n ** 30n }]]));
    const header = {
      ...before,
      number: before.number + 1n,
      timestamp: before.timestamp + 1n,
      baseFeePerGas: 0n,
    };
    const transaction: Transaction = {
      ...decodeTransaction(Buffer.from(blank, 'hex')),
      chainId: this.#chain.spec.chainId,
      gasLimit: callGas,
      maxFeePerGas: 0n,
      maxPriorityFeePerGas: 0n,
      nonce: staged.account(from)?.nonce ?? 0n,
      ...changes,
      from,
    };
    const block: Block = {
      ...placeOf(header, { spec: this.#chain.spec }),
      header,
      transactions: [transaction],
      ommers: [],
    };
    const options = { mechanism: 'serial', transactionsOnly: true } as const;
    const { receipts } = await executeBlock(block, staged, options);
    return receipts[0]!;
  }
}

/** A fee-market transaction (EIP-1559) with every field zero. */
const blank = '02cc8080808080808080c0808080';

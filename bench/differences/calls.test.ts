/** Calls, gas estimates, access lists and simulations by Heddle and by anvil on the same state. */
import {
  type CallContext,
  type CallRequest,
  call,
  createAccessList,
  estimateGas,
  HeddleError,
  type Hex,
  headerFromRpc,
  simulateCalls,
} from '@heddle/engine';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { anvilBinary } from '../peers/anvil/binary.ts';
import { RpcError } from '../peers/anvil/rpc.ts';
import { contracts } from './contracts.ts';
import { sender, sends, World } from './world.ts';

const binary = anvilBinary();
if (binary === undefined)
  console.warn('SKIPPED: calls against anvil. npm installed no anvil binary for this platform.');

const hex = (value: bigint): Hex => `0x${value.toString(16)}`;
const gas = 1_000_000n;

/** What a call comes to, in the same words for both. */
type Answer = { output: unknown } | { failed: 'revert' | 'halt'; data?: unknown };

const requests = new Map<string, CallRequest>(
  sends().map(({ name, from, to, data, value }) => [name, { from, to, data, value }]),
);

function toJson({ from, to, data, value = 0n }: CallRequest): Record<string, unknown> {
  return { from, ...(to && { to }), data, value: hex(value) };
}

describe.skipIf(binary === undefined)('calls against anvil', () => {
  let world: World;
  let context: CallContext;
  beforeAll(async () => {
    world = await World.open(binary!);
    // A block of its own, so that there is a parent and the base fee has settled.
    await world.mine(sends().find(({ name }) => name === 'transfer')!);
    const json = await world.anvil.rpc.call('eth_getBlockByNumber', 'latest', false);
    context = { chainId: 1n, hardfork: 'cancun', header: headerFromRpc(json), blockHashes: new Map() };
  });
  afterAll(() => world.close());

  const ask = (method: string, ...params: unknown[]) => world.anvil.rpc.call<unknown>(method, ...params);

  /** anvil's answer, with its failures as answers. */
  async function theirs(method: string, ...params: unknown[]): Promise<Answer> {
    try {
      return { output: await ask(method, ...params) };
    } catch (error) {
      if (!(error instanceof RpcError)) throw error;
      return error.reason.startsWith('execution reverted')
        ? { failed: 'revert', data: error.data ?? '0x' }
        : { failed: 'halt' };
    }
  }

  async function ours(request: CallRequest): Promise<Answer> {
    const { status, output } = await call(world.state, context, { ...request, gas });
    if (status === 'success') return { output };
    return status === 'revert' ? { failed: 'revert', data: output } : { failed: 'halt' };
  }

  test.each([...requests])('eth_call: %s', async (_, request) => {
    const asked = { ...toJson(request), gas: hex(gas) };
    expect(await ours(request)).toEqual(await theirs('eth_call', asked, 'latest'));
  });

  // Their calls may fail without failing them, so that success does not grow with the gas: geth's search begins at what was
  // used with all of it, anvil's below.
  const failsInside = new Set(['callsFailing', 'creates', 'createsNothing', 'destroys']);
  const steady = [...requests].filter(([name]) => !failsInside.has(name));

  test.each(steady)('eth_estimateGas: %s', async (_, request) => {
    const answer = await theirs('eth_estimateGas', toJson(request), 'latest');
    const estimated = await estimateGas(world.state, context, request).catch((error: unknown) => error);
    if (!('output' in answer)) {
      expect(estimated).toBeInstanceOf(HeddleError);
      return;
    }
    const found = estimated as bigint;
    const limit = BigInt(answer.output as Hex);
    // anvil stops its search within 1.5 % above the least that suffices.
    expect(found).toBeLessThanOrEqual(limit);
    expect(Number(limit - found) / Number(limit)).toBeLessThan(0.016);
    const succeeds = async (gasLimit: bigint) =>
      (await call(world.state, context, { ...request, gas: gasLimit })).status === 'success';
    expect(await succeeds(found)).toBe(true);
    expect(await succeeds(found - 1n).catch(() => false)).toBe(false);
  });

  test.each([...requests])('eth_createAccessList: %s', async (_, request) => {
    const asked = { ...toJson(request), gas: hex(gas) };
    const answer = (await ask('eth_createAccessList', asked, 'latest').catch(() => undefined)) as
      | { accessList: { address: Hex; storageKeys: Hex[] }[] }
      | undefined;
    const { accessList, error } = await createAccessList(world.state, context, { ...request, gas });
    if (answer === undefined) {
      expect(error).toBeDefined();
      return;
    }
    const sorted = answer.accessList
      .map(({ address, storageKeys }) => ({ address, storageKeys: [...storageKeys].sort() }))
      .sort((a, b) => (a.address < b.address ? -1 : 1));
    expect(accessList).toEqual(sorted);
  });

  test('overrides of state', async () => {
    const [first] = contracts;
    const overrides = {
      [first!.address]: {
        code: '0x60005460005260206000f3',
        stateDiff: { [`0x${'00'.repeat(32)}`]: `0x${'00'.repeat(31)}2a` },
      },
    };
    const request = { from: sender, to: first!.address };
    const result = await call(world.state, context, request, { stateOverrides: overrides as never });
    expect(result.output).toBe(await ask('eth_call', toJson(request), 'latest', overrides));
    expect(BigInt(result.output)).toBe(42n);
  });

  test('eth_simulateV1', async () => {
    const names = ['storage', 'logs', 'reverts', 'sends', 'loops'];
    const calls = names.map((name) => ({ ...requests.get(name)!, gas }));
    const asked = {
      blockStateCalls: [
        { calls: calls.map((request) => ({ ...toJson(request), gas: hex(gas) })) },
        { calls: [] },
      ],
      traceTransfers: true,
    };
    const answer = (await ask('eth_simulateV1', asked, 'latest')) as {
      number: Hex;
      gasUsed: Hex;
      calls: {
        status: Hex;
        returnData: Hex;
        gasUsed: Hex;
        logs: { address: Hex; topics: Hex[]; data: Hex }[];
      }[];
    }[];
    const blocks = await simulateCalls(world.state, context, [{ calls }, {}], { traceTransfers: true });
    const plain = blocks.map(({ header, calls: made }) => ({
      number: header.number,
      gasUsed: header.gasUsed,
      calls: made.map(({ status, output, gasUsed, logs }) => ({
        succeeded: status === 'success',
        output,
        gasUsed,
        logs,
      })),
    }));
    expect(plain).toEqual(
      answer.map(({ number, gasUsed, calls: made }) => ({
        number: BigInt(number) + 1n, // the first has the number of its parent in anvil
        gasUsed: BigInt(gasUsed),
        calls: made.map((one) => ({
          succeeded: one.status === '0x1',
          output: one.returnData,
          gasUsed: BigInt(one.gasUsed),
          logs: one.logs.map(({ address, topics, data }) => ({ address, topics, data })),
        })),
      })),
    );
  });
});

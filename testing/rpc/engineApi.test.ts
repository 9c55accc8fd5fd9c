/** The Engine API under a scripted consensus client. */
import type { Hardfork } from '@heddle/engine';
import type { StoredBlock } from '@heddle/node';
import { afterEach, describe, expect, test } from 'vitest';
import { jwtSecret, payloadOf, startDriven, token, zeroHash } from './consensusDriver.ts';
import type { FakeChain } from './fakeChain.ts';

type Driven = Awaited<ReturnType<typeof startDriven>>;
let driven: Driven | undefined;
afterEach(async () => {
  expect(driven?.bugs ?? []).toEqual([]);
  await driven?.server.close();
  driven = undefined;
});

async function start(hardfork: Hardfork): Promise<Driven> {
  driven = await startDriven(hardfork);
  return driven;
}

interface Versions {
  hardfork: Hardfork;
  payload: number;
  forkchoice: number;
  get: number;
}

const versions: Versions[] = [
  { hardfork: 'paris', payload: 1, forkchoice: 1, get: 1 },
  { hardfork: 'shanghai', payload: 2, forkchoice: 2, get: 2 },
  { hardfork: 'cancun', payload: 3, forkchoice: 3, get: 3 },
  { hardfork: 'prague', payload: 4, forkchoice: 3, get: 4 },
  { hardfork: 'osaka', payload: 4, forkchoice: 3, get: 5 },
  { hardfork: 'amsterdam', payload: 5, forkchoice: 4, get: 6 },
];

/** The parameters of newPayload in the version of the block's hardfork. */
function payloadParams({ payload }: Versions, block: StoredBlock, source: FakeChain): unknown[] {
  const structure = payloadOf(block, payload === 5 ? source.accessList(block.hash) : undefined);
  return [
    structure,
    ...[[], block.header.parentBeaconBlockRoot ?? zeroHash, []].slice(0, [0, 0, 2, 3, 3][payload - 1]),
  ];
}

function attributesOf({ forkchoice }: Versions, timestamp: bigint) {
  return {
    timestamp: `0x${timestamp.toString(16)}`,
    prevRandao: zeroHash,
    suggestedFeeRecipient: `0x${'fe'.repeat(20)}`,
    ...(forkchoice >= 2 && { withdrawals: [] }),
    ...(forkchoice >= 3 && { parentBeaconBlockRoot: zeroHash }),
    ...(forkchoice >= 4 && { slotNumber: '0x5', targetGasLimit: '0x1c9c380' }),
  };
}

const state = (head: string, rest: object = {}) => ({
  headBlockHash: head,
  safeBlockHash: zeroHash,
  finalizedBlockHash: zeroHash,
  ...rest,
});

describe.each(versions)('$hardfork', (version) => {
  const newPayload = `engine_newPayloadV${version.payload}`;
  const forkchoiceUpdated = `engine_forkchoiceUpdatedV${version.forkchoice}`;

  test('takes a payload, makes it the head, builds on it', async () => {
    const { call, source, chain } = await start(version.hardfork);
    const block = await source.mine([]);
    const params = payloadParams(version, block, source);
    const valid = { status: 'VALID', latestValidHash: block.hash, validationError: null };
    expect(await call(newPayload, ...params)).toEqual(valid);
    expect(await call(newPayload, ...params)).toEqual(valid);
    expect(chain.head.hash).toBe(chain.genesisHash);
    expect(await call(forkchoiceUpdated, state(block.hash))).toEqual({
      payloadStatus: valid,
      payloadId: null,
    });
    expect(chain.head.hash).toBe(block.hash);

    const attributes = attributesOf(version, block.header.timestamp + 12n);
    const { payloadId } = (await call(forkchoiceUpdated, state(block.hash), attributes)) as {
      payloadId: string;
    };
    expect(payloadId).toMatch(/^0x[0-9a-f]{16}$/);
    const built = (await call(`engine_getPayloadV${version.get}`, payloadId)) as Record<string, never>;
    const payload = version.get === 1 ? built : built.executionPayload!;
    expect(payload).toMatchObject({ parentHash: block.hash, feeRecipient: `0x${'fe'.repeat(20)}` });
    expect('executionRequests' in built).toBe(version.get >= 4);
    expect(await call(`engine_getPayloadV${version.get}`, '0x00000000000000ff')).toBe(-38001);
    // What was built is itself a valid payload.
    const rebuilt = [payload, ...payloadParams(version, block, source).slice(1)];
    expect(await call(newPayload, ...rebuilt)).toMatchObject({ status: 'VALID' });
  });

  test('refuses payloads of other versions', async () => {
    const { call, source } = await start(version.hardfork);
    const params = payloadParams(version, await source.mine([]), source);
    for (const other of [1, 2, 3, 4, 5].filter((number) => number !== version.payload)) {
      const answer = await call(`engine_newPayloadV${other}`, ...params);
      // The second version takes what the first does, where there are no withdrawals yet.
      if (version.payload === 1 && other === 2) expect(answer).toMatchObject({ status: 'VALID' });
      else expect([-32602, -38005], `version ${other}`).toContain(answer);
    }
  });

  test('refuses attributes that do not fit', async () => {
    const { call, chain } = await start(version.hardfork);
    const head = state(chain.genesisHash);
    const { timestamp } = chain.head.header;
    expect(await call(forkchoiceUpdated, head, attributesOf(version, timestamp))).toBe(-38003);
    expect(await call(forkchoiceUpdated, head, { timestamp: '0x1' })).toBe(-38003);
    expect(
      await call(forkchoiceUpdated, head, { ...attributesOf(version, timestamp + 1n), timestamp: 1 }),
    ).toBe(-38003);
  });
});

const prague = versions.find(({ hardfork }) => hardfork === 'prague')!;

/** Gives the blocks of another chain to the node. */
async function give({ call, source }: Driven, block: StoredBlock): Promise<unknown> {
  return call('engine_newPayloadV4', ...payloadParams(prague, block, source));
}

test('waits for ancestors that come late', async () => {
  const node = await start('prague');
  const blocks = [await node.source.mine([]), await node.source.mine([]), await node.source.mine([])];
  const syncing = { status: 'SYNCING', latestValidHash: null, validationError: null };
  expect(await give(node, blocks[2]!)).toEqual(syncing);
  expect(await give(node, blocks[1]!)).toEqual(syncing);
  expect(await node.call('engine_forkchoiceUpdatedV3', state(blocks[2]!.hash))).toEqual({
    payloadStatus: syncing,
    payloadId: null,
  });
  expect(await give(node, blocks[0]!)).toMatchObject({ status: 'VALID' });
  expect(await node.call('engine_forkchoiceUpdatedV3', state(blocks[2]!.hash))).toMatchObject({
    payloadStatus: { status: 'VALID', latestValidHash: blocks[2]!.hash },
  });
  expect(node.chain.head.hash).toBe(blocks[2]!.hash);
});

test('knows what builds on an invalid block', async () => {
  const node = await start('prague');
  const first = await node.source.mine([]);
  await give(node, first);
  const bad = await node.source.build([]);
  const header = { ...bad.header, stateRoot: `0x${'11'.repeat(32)}` as const };
  const { headerHash } = await import('@heddle/engine');
  const invalid = { ...bad, header, hash: headerHash(header) };
  const child = {
    ...bad,
    header: { ...bad.header, parentHash: invalid.hash, number: 3n, timestamp: bad.header.timestamp + 9n },
  };
  const orphan = { ...child, hash: headerHash(child.header) };
  const verdict = { status: 'INVALID', latestValidHash: first.hash };
  expect(await give(node, orphan)).toMatchObject({ status: 'SYNCING' });
  expect(await give(node, invalid)).toMatchObject(verdict);
  expect(await give(node, orphan)).toMatchObject(verdict);
  expect(await node.call('engine_forkchoiceUpdatedV3', state(orphan.hash))).toMatchObject({
    payloadStatus: verdict,
    payloadId: null,
  });
});

test('changes sides, and keeps to what is final', async () => {
  const node = await start('prague');
  const common = await node.source.mine([]);
  const left = await node.source.build([], { extraData: '0x01' });
  const right = await node.source.build([], { extraData: '0x02' });
  for (const block of [common, left, right]) await give(node, block);
  const choose = (head: StoredBlock, rest = {}) =>
    node.call('engine_forkchoiceUpdatedV3', state(head.hash, rest));
  await choose(left);
  expect(node.chain.head.hash).toBe(left.hash);
  expect(await choose(right, { safeBlockHash: left.hash })).toBe(-38002);
  expect(await choose(right, { finalizedBlockHash: `0x${'99'.repeat(32)}` })).toBe(-38002);
  await choose(right, { safeBlockHash: common.hash, finalizedBlockHash: common.hash });
  expect(node.chain.head.hash).toBe(right.hash);
  expect(node.chain.resolve('finalized')).toBe(common.hash);
  // Before the finalized block: answered, not followed.
  const genesis = { hash: node.chain.genesisHash } as StoredBlock;
  expect(await choose(genesis)).toMatchObject({ payloadStatus: { status: 'VALID' }, payloadId: null });
  expect(node.chain.head.hash).toBe(right.hash);
});

test('checks hashes, blobs and requests of a payload', async () => {
  const { call, source } = await start('prague');
  const block = await source.mine([]);
  const [payload, , root] = payloadParams(prague, block, source) as [object, [], string];
  const newPayload = (changed: object, hashes: unknown = [], requests: unknown = []) =>
    call('engine_newPayloadV4', { ...payload, ...changed }, hashes, root, requests);
  const invalid = { status: 'INVALID', latestValidHash: null };
  expect(await newPayload({ gasUsed: '0x1' })).toMatchObject(invalid);
  expect(await newPayload({}, [`0x01${'00'.repeat(31)}`])).toMatchObject(invalid);
  expect(await newPayload({}, [], ['0x0001'])).toMatchObject(invalid);
  expect(await newPayload({ transactions: ['0x'] })).toMatchObject(invalid);
  expect(await newPayload({ transactions: ['0x02ff'] })).toMatchObject(invalid);
  for (const requests of [['0x00'], ['0x0101', '0x0001'], ['0x0001', '0x0002'], null, 'x'])
    expect(await newPayload({}, [], requests)).toBe(-32602);
  for (const changed of [{ extraData: `0x${'00'.repeat(33)}` }, { logsBloom: '0x' }, { withdrawals: null }])
    expect(await newPayload(changed)).toBe(-32602);
});

test('gives bodies by hash and by range', async () => {
  const node = await start('prague');
  const blocks = [await node.source.mine([]), await node.source.mine([])];
  for (const block of blocks) await give(node, block);
  await node.call('engine_forkchoiceUpdatedV3', state(blocks[1]!.hash));
  const body = { transactions: [], withdrawals: [] };
  const unknown = `0x${'77'.repeat(32)}`;
  expect(await node.call('engine_getPayloadBodiesByHashV1', [blocks[0]!.hash, unknown])).toEqual([
    body,
    null,
  ]);
  expect(await node.call('engine_getPayloadBodiesByRangeV1', '0x1', '0x20')).toEqual([body, body]);
  expect(await node.call('engine_getPayloadBodiesByRangeV2', '0x2', '0x1')).toEqual([
    { ...body, blockAccessList: null },
  ]);
  expect(await node.call('engine_getPayloadBodiesByRangeV1', '0x3', '0x1')).toEqual([]);
  expect(await node.call('engine_getPayloadBodiesByRangeV1', '0x0', '0x1')).toBe(-32602);
  expect(await node.call('engine_getPayloadBodiesByRangeV1', '0x1', '0x401')).toBe(-38004);
  expect(await node.call('engine_getPayloadBodiesByHashV1', Array(1025).fill(unknown))).toBe(-38004);
});

test('gives blobs of the pool in the form that is asked for', async () => {
  const { call, pool } = await start('prague');
  const [whole, cells, missing] = ['01', '02', '03'].map((digits) => `0x01${digits.repeat(31)}` as const);
  const bytes = (byte: number) => Buffer.alloc(2, byte);
  pool.pooledBlobs.set(whole!, { blob: bytes(1), commitment: bytes(2), proofs: [bytes(3)], version: 0 });
  pool.pooledBlobs.set(cells!, {
    blob: bytes(4),
    commitment: bytes(5),
    proofs: [bytes(6), bytes(7)],
    version: 1,
  });
  const proven = { blob: '0x0404', proofs: ['0x0606', '0x0707'] };
  expect(await call('engine_getBlobsV1', [whole, cells, missing])).toEqual([
    { blob: '0x0101', proof: '0x0303' },
    null,
    null,
  ]);
  expect(await call('engine_getBlobsV2', [cells])).toEqual([proven]);
  expect(await call('engine_getBlobsV2', [cells, missing])).toBeNull();
  expect(await call('engine_getBlobsV3', [cells, missing])).toEqual([proven, null]);
  expect(await call('engine_getBlobsV2', Array(129).fill(cells))).toBe(-38004);
});

test('says who it is and what it can', async () => {
  const { call } = await start('osaka');
  const capabilities = (await call('engine_exchangeCapabilities', ['engine_newPayloadV4'])) as string[];
  expect(capabilities).toContain('engine_newPayloadV5');
  expect(capabilities).not.toContain('engine_exchangeCapabilities');
  const caller = { code: 'LH', name: 'Lighthouse', version: 'v5', commit: '0x00000000' };
  expect(await call('engine_getClientVersionV1', caller)).toMatchObject([{ code: 'HD', name: 'Heddle' }]);
  expect(await call('eth_chainId')).toBe('0x539');
  expect(await call('eth_sign')).toBe(-32601);
  expect(await call('engine_getBlobsV1', [])).toBe(-38005);
});

test('answers nobody without the secret', async () => {
  const { server } = await start('prague');
  const status = async (authorization?: string) => {
    const response = await fetch(server.engine!, {
      method: 'POST',
      headers: { 'content-type': 'application/json', ...(authorization !== undefined && { authorization }) },
      body: '{"jsonrpc":"2.0","id":1,"method":"eth_chainId"}',
    });
    return response.status;
  };
  const now = Math.floor(Date.now() / 1000);
  expect(await status(`Bearer ${token()}`)).toBe(200);
  expect(await status(`Bearer ${token({ iat: now - 50 })}`)).toBe(200);
  for (const wrong of [
    undefined,
    'Basic abc',
    'Bearer',
    'Bearer a.b',
    'Bearer ...',
    `Bearer ${'x'.repeat(10_000)}`,
    `Bearer ${token({}, Buffer.alloc(32, 8))}`,
    `Bearer ${token({ iat: now - 100 })}`,
    `Bearer ${token({ iat: now + 100 })}`,
    `Bearer ${token({ iat: 'now' })}`,
    `Bearer ${token({ exp: now - 1 })}`,
    `Bearer ${token({}, jwtSecret, 'none')}`,
    `Bearer ${token({}, jwtSecret, 'HS512')}`,
  ])
    expect(await status(wrong), wrong).toBe(401);
});

/** Accounts of the node: what they sign is what viem would sign with the same keys. */
import { type Address, decodeTransaction, recoverSender } from '@heddle/engine';
import type { Accounts } from '@heddle/node';
import { secp256k1 } from '@noble/curves/secp256k1.js';
import { hashTypedData, recoverAddress, toHex } from 'viem';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { contractAddress, rpc, signers, startServer, type TestServer } from './startServer.ts';

const alice = signers[0]!;
const address = alice.address.toLowerCase() as Address;

const accounts: Accounts = {
  addresses: () => [address],
  sign(who, digest) {
    if (who !== address) return undefined;
    const key = Buffer.from('1'.padStart(64, '0'), 'hex');
    const signature = secp256k1.Signature.fromBytes(
      secp256k1.sign(digest, key, { prehash: false, format: 'recovered' }),
      'recovered',
    );
    return { r: signature.r, s: signature.s, yParity: signature.recovery === 1 ? 1 : 0 };
  },
};

let running: TestServer;
let url: string;
beforeAll(async () => {
  running = await startServer({}, { accounts });
  url = running.server.http!;
});
afterAll(async () => {
  expect(running.bugs).toEqual([]);
  await running.server.close();
});

test('lists them', async () => {
  expect(await rpc(url, 'eth_accounts')).toMatchObject({ result: [address] });
});

test('signs messages', async () => {
  const signature = await alice.signMessage({ message: 'hello' });
  expect(await rpc(url, 'eth_sign', address, toHex('hello'))).toMatchObject({ result: signature });
  expect(await rpc(url, 'personal_sign', toHex('hello'), address)).toMatchObject({ result: signature });
  expect(await rpc(url, 'eth_sign', contractAddress, '0x')).toMatchObject({
    error: { code: -32000, message: `unknown account ${contractAddress}` },
  });
});

const typed = {
  domain: { name: 'Mail', version: '1', chainId: 1337, verifyingContract: contractAddress },
  types: {
    Person: [
      { name: 'name', type: 'string' },
      { name: 'wallets', type: 'address[]' },
    ],
    Mail: [
      { name: 'from', type: 'Person' },
      { name: 'to', type: 'Person[2]' },
      { name: 'contents', type: 'bytes' },
      { name: 'tag', type: 'bytes4' },
      { name: 'amount', type: 'int128' },
      { name: 'count', type: 'uint8' },
      { name: 'isRead', type: 'bool' },
    ],
  },
  primaryType: 'Mail',
  message: {
    from: { name: 'A', wallets: [contractAddress] },
    to: [
      { name: 'B', wallets: [] },
      { name: 'C', wallets: [address, contractAddress] },
    ],
    contents: '0x0102',
    tag: '0xdeadbeef',
    amount: '-5',
    count: 7,
    isRead: true,
  },
} as const;

test('signs typed data', async () => {
  const { result } = (await rpc(url, 'eth_signTypedData_v4', address, typed)) as { result: `0x${string}` };
  const hash = hashTypedData({ ...typed, message: { ...typed.message, amount: -5n } } as never);
  expect((await recoverAddress({ hash, signature: result })).toLowerCase()).toBe(address);
  expect(await rpc(url, 'eth_signTypedData_v4', address, JSON.stringify(typed))).toMatchObject({ result });
});

test.each<[string, object, string]>([
  ['a type that is missing', { primaryType: 'None' }, 'field "primaryType": not one of the types'],
  [
    'a number out of range',
    { message: { ...typed.message, count: 256 } },
    'field "count": 256 is out of the range of uint8',
  ],
  ['an array of another length', { message: { ...typed.message, to: [] } }, 'field "to": 0 elements, want 2'],
  [
    'bytes that are too long',
    { message: { ...typed.message, tag: '0x0102030405' } },
    'field "tag": 5 bytes for bytes4',
  ],
])('refuses typed data with %s', async (_what, changed, words) => {
  const { error } = await rpc(url, 'eth_signTypedData_v4', address, { ...typed, ...changed });
  expect(error).toMatchObject({ code: -32602, message: expect.stringContaining(words) });
});

test('fills in, signs and sends transactions', async () => {
  const call = { from: address, to: contractAddress, data: '0xd09de08a' };
  const { result: signed } = (await rpc(url, 'eth_signTransaction', call)) as {
    result: { raw: string; tx: object };
  };
  expect(signed.tx).toMatchObject({ type: '0x2', nonce: '0x0', chainId: '0x539', from: address });
  expect(recoverSender(decodeTransaction(Buffer.from(signed.raw.slice(2), 'hex')))).toBe(address);
  const { result: hash } = await rpc(url, 'eth_sendTransaction', call);
  expect(await rpc(url, 'eth_getTransactionReceipt', hash)).toMatchObject({
    result: { status: '0x1', from: address },
  });
  expect(await rpc(url, 'eth_fillTransaction', { ...call, gasPrice: '0x77359400' })).toMatchObject({
    result: { tx: { type: '0x0', nonce: '0x1', gasPrice: '0x77359400' } },
  });
  expect(await rpc(url, 'eth_sendTransaction', { ...call, chainId: '0x1' })).toMatchObject({
    error: { code: -32602 },
  });
  expect(await rpc(url, 'eth_sendTransaction', { to: contractAddress })).toMatchObject({
    error: { code: -32602 },
  });
  expect(await rpc(url, 'eth_sendTransaction', { ...call, data: '0xa9cc4718' })).toMatchObject({
    error: { code: 3, message: 'execution reverted: no such luck' },
  });
});

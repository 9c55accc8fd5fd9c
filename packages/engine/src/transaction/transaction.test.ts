import fc from 'fast-check';
import { expect, test } from 'vitest';
import { paddedHex, toHex } from '../bytes.ts';
import type { Transaction } from '../types.ts';
import { decodeTransaction } from './decode.ts';
import { encodeTransaction } from './encode.ts';
import { transactionFromRpc } from './fromRpc.ts';

const uint = (bits: number) => fc.bigInt({ min: 0n, max: 2n ** BigInt(bits) - 1n });
const bytes = (size: number) => uint(8 * size).map((value) => paddedHex(value, size));
const data = fc.uint8Array({ maxLength: 200 }).map(toHex);
const accessList = fc.array(
  fc.record({ address: bytes(20), storageKeys: fc.array(bytes(32), { maxLength: 3 }) }),
  { maxLength: 3 },
);
const authorizationList = fc.array(
  fc.record({
    chainId: uint(256),
    address: bytes(20),
    nonce: uint(64),
    yParity: uint(8),
    r: uint(256),
    s: uint(256),
  }),
  { maxLength: 3 },
);

const transaction: fc.Arbitrary<Transaction> = fc
  .record({
    type: fc.constantFrom(0 as const, 1 as const, 2 as const, 3 as const, 4 as const),
    chainId: uint(32),
    isProtected: fc.boolean(),
    nonce: uint(64),
    gasLimit: uint(64),
    to: fc.option(bytes(20)),
    value: uint(256),
    data,
    maxFeePerGas: uint(256),
    maxPriorityFeePerGas: uint(256),
    maxFeePerBlobGas: uint(256),
    blobVersionedHashes: fc.array(bytes(32), { maxLength: 3 }),
    accessList,
    authorizationList,
    yParity: fc.constantFrom(0 as const, 1 as const),
    r: uint(256),
    s: uint(256),
  })
  .map(({ isProtected, ...fields }) => {
    const { type } = fields;
    return {
      ...fields,
      chainId: type === 0 && !isProtected ? undefined : fields.chainId,
      maxPriorityFeePerGas: type < 2 ? fields.maxFeePerGas : fields.maxPriorityFeePerGas,
      maxFeePerBlobGas: type === 3 ? fields.maxFeePerBlobGas : 0n,
      blobVersionedHashes: type === 3 ? fields.blobVersionedHashes : [],
      accessList: type === 0 ? [] : fields.accessList,
      authorizationList: type === 4 ? fields.authorizationList : [],
    };
  });

test('every transaction is decoded from what it was encoded to', () => {
  fc.assert(
    fc.property(transaction, (original) => {
      expect(decodeTransaction(encodeTransaction(original))).toEqual(original);
    }),
    { numRuns: 500 },
  );
});

test.each([
  ['', 'no transaction type undefined'],
  ['00c0', 'no transaction type 0'],
  ['05c0', 'no transaction type 5'],
  ['02c0', '0 items'],
  ['c0', '0 items'],
  ['c9808080808080808080', '0 is no recovery value'],
  // v of 29: neither without replay protection nor with it.
  ['c98080808080801d8080', '29 is no recovery value'],
  ['c9808080808080228080', '34 is no recovery value'],
  ['01cb80808080808080c0028080', 'parity 2 is neither 0 nor 1'],
  ['c98080808080c01b8080', 'not a byte string'],
])('%s is refused: %s', (hex, reason) => {
  expect(() => decodeTransaction(Buffer.from(hex, 'hex'))).toThrow(reason);
});

const legacyJson = {
  nonce: '0x1',
  gas: '0x5208',
  gasPrice: '0x4a817c800',
  to: '0x3535353535353535353535353535353535353535',
  value: '0xde0b6b3a7640000',
  input: '0x',
  r: '0x28ef61340bd939bc2195fe537567866003e1a15d3c71ff63e1590620aa636276',
  s: '0x67cbe9d8997f761aecb703304b3800ccf555c9f3dc64214b297fb1966a3b6d83',
};

test('objects without a type are legacy, and v alone tells the chain', () => {
  const old = transactionFromRpc({ ...legacyJson, v: '0x1b' });
  expect(old).toMatchObject({
    type: 0,
    chainId: undefined,
    yParity: 0,
    maxPriorityFeePerGas: 20_000_000_000n,
  });
  expect(transactionFromRpc({ ...legacyJson, v: '0x26' })).toMatchObject({ chainId: 1n, yParity: 1 });
});

test('the parity of a typed object stands in v where there is no yParity', () => {
  const typed = { ...legacyJson, type: '0x1', chainId: '0x1', accessList: [], v: '0x1' };
  expect(transactionFromRpc(typed)).toMatchObject({ type: 1, yParity: 1, chainId: 1n });
});

test.each([
  [{ gas: undefined }, 'Field transaction.gas is missing'],
  [{ gas: 21000 }, 'Field transaction.gas is 21000'],
  [{ to: '0x35' }, 'Field transaction.to is "0x35", expected 20 bytes'],
  [{ type: '0x7f' }, 'Field transaction.type is 127'],
])('an object with %j is refused', (change, message) => {
  expect(() => transactionFromRpc({ ...legacyJson, v: '0x1b', ...change })).toThrow(message);
});

/** What is formatted reads back as what it was: by the readers of block files, which know the objects of other nodes. */
import {
  type Header,
  headerFromRpc,
  type Transaction,
  transactionFromRpc,
  transactionHash,
} from '@heddle/engine';
import fc from 'fast-check';
import { expect, test } from 'vitest';
import { formatHeader } from './header.ts';
import { formatTransaction } from './transaction.ts';

const bytes = (size: number) =>
  fc
    .uint8Array({ minLength: size, maxLength: size })
    .map((raw) => `0x${Buffer.from(raw).toString('hex')}` as const);
const [address, hash] = [bytes(20), bytes(32)];
const uint = (bits: number) => fc.bigInt({ min: 0n, max: 2n ** BigInt(bits) - 1n });
const rest = fc.uint8Array({ maxLength: 40 }).map((raw) => `0x${Buffer.from(raw).toString('hex')}` as const);

const firstFields = {
  parentHash: hash,
  ommersHash: hash,
  beneficiary: address,
  stateRoot: hash,
  transactionsRoot: hash,
  receiptsRoot: hash,
  logsBloom: bytes(256),
  difficulty: uint(256),
  number: uint(64),
  gasLimit: uint(64),
  gasUsed: uint(64),
  timestamp: uint(64),
  extraData: rest,
  mixHash: hash,
  nonce: bytes(8),
};
const laterFields = {
  baseFeePerGas: uint(256),
  withdrawalsRoot: hash,
  blobGasUsed: uint(64),
  excessBlobGas: uint(64),
  parentBeaconBlockRoot: hash,
  requestsHash: hash,
  blockAccessListHash: hash,
  slotNumber: uint(64),
};
const header: fc.Arbitrary<Header> = fc.oneof(
  fc.record(firstFields),
  fc.record({ ...firstFields, ...laterFields }),
);

test('headers', () => {
  fc.assert(
    fc.property(header, hash, (original, own) => {
      const formatted = JSON.parse(JSON.stringify(formatHeader(own, original)));
      expect(formatted.hash).toBe(own);
      expect(headerFromRpc(formatted)).toEqual({
        ...Object.fromEntries(Object.keys(laterFields).map((name) => [name, undefined])),
        ...original,
      });
    }),
    { seed: 21, numRuns: 200 },
  );
});

const tuple = fc.record({
  chainId: uint(64),
  address,
  nonce: uint(64),
  yParity: fc.constantFrom(0n, 1n),
  r: uint(256),
  s: uint(256),
});
const entry = fc.record({ address, storageKeys: fc.array(hash, { maxLength: 2 }) });

const transaction: fc.Arbitrary<Transaction> = fc
  .record({
    type: fc.constantFrom(0, 1, 2, 3, 4),
    chainId: fc.oneof(fc.constant(undefined), uint(64)),
    nonce: uint(64),
    gasLimit: uint(64),
    to: fc.option(address),
    value: uint(256),
    data: rest,
    maxFeePerGas: uint(256),
    maxPriorityFeePerGas: uint(256),
    maxFeePerBlobGas: uint(256),
    blobVersionedHashes: fc.array(hash, { maxLength: 3 }),
    accessList: fc.array(entry, { maxLength: 2 }),
    authorizationList: fc.array(tuple, { maxLength: 2 }),
    yParity: fc.constantFrom(0, 1),
    r: uint(256),
    s: uint(256),
    from: address,
  })
  .map((made) => withoutOthers(made as Transaction));

/** Only what transactions of the type have. */
function withoutOthers(made: Transaction): Transaction {
  const { type, maxFeePerGas } = made;
  return {
    ...made,
    chainId: type === 0 ? made.chainId : (made.chainId ?? 1n),
    maxPriorityFeePerGas: type < 2 ? maxFeePerGas : made.maxPriorityFeePerGas,
    maxFeePerBlobGas: type === 3 ? made.maxFeePerBlobGas : 0n,
    blobVersionedHashes: type === 3 ? made.blobVersionedHashes : [],
    accessList: type === 0 ? [] : made.accessList,
    authorizationList: type === 4 ? made.authorizationList : [],
  };
}

test('transactions of every type, mined and waiting', () => {
  fc.assert(
    fc.property(transaction, header, hash, fc.nat(1000), (original, block, blockHash, txIndex) => {
      for (const place of [undefined, { blockHash, header: block, txIndex }]) {
        const formatted = JSON.parse(JSON.stringify(formatTransaction(original, place)));
        expect(transactionFromRpc(formatted)).toEqual(original);
        expect(formatted.hash).toBe(transactionHash(original));
        expect(formatted.blockHash).toBe(place ? blockHash : null);
        expect(formatted.transactionIndex).toBe(place ? `0x${txIndex.toString(16)}` : null);
        expect('accessList' in formatted).toBe(original.type > 0);
        expect('yParity' in formatted).toBe(original.type > 0);
        expect('maxFeePerGas' in formatted).toBe(original.type > 1);
      }
    }),
    { seed: 22, numRuns: 200 },
  );
});

test('the price paid is the base fee and the tip, at most the maximum', () => {
  const priced = (maxFeePerGas: bigint, maxPriorityFeePerGas: bigint, baseFeePerGas: bigint | undefined) => {
    const [sample] = fc.sample(transaction, { seed: 1, numRuns: 1 });
    const [block] = fc.sample(header, { seed: 1, numRuns: 1 });
    const made = withoutOthers({ ...sample!, type: 2, maxFeePerGas, maxPriorityFeePerGas });
    return formatTransaction(made, { blockHash: '0x', header: { ...block!, baseFeePerGas }, txIndex: 0 })
      .gasPrice;
  };
  expect(priced(100n, 5n, 20n)).toBe('0x19');
  expect(priced(22n, 5n, 20n)).toBe('0x16');
  expect(priced(22n, 5n, undefined)).toBe('0x16');
});

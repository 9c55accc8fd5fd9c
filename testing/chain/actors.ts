/** Who acts in made-up chains: senders with keys, and contracts that store, vanish and come back. */
import { type Address, type Alloc, type Hex, signingHash, type Transaction } from '@heddle/engine';
import { keccak256 } from '@heddle/evm';
import { secp256k1 } from '@noble/curves/secp256k1.js';
import { asm } from '../dsl/asm.ts';
import { create2Address, initCodeOf } from '../dsl/deployments.ts';
import type { Random } from '../generators/random.ts';

/** An account that can sign. */
export interface Sender {
  address: Address;
  key: Uint8Array;
}

/** A sender of its own for every index. */
export function senderOf(index: number): Sender {
  const key = keccak256(Buffer.from(`sender ${index}`));
  const publicKey = secp256k1.getPublicKey(key, false).subarray(1);
  return { key, address: `0x${Buffer.from(keccak256(publicKey).subarray(12)).toString('hex')}` };
}

/** Value with which a keeper destroys itself. */
const GOODBYE = 0xdeadn;

/** Stores calldata word 1 at slot word 0, and in slot 7 how often it was asked; destroys itself for {@link GOODBYE}. */
const keeperCode = asm(
  `32 CALLDATALOAD DUP1 ${GOODBYE} EQ @leave JUMPI 0 CALLDATALOAD SSTORE 7 SLOAD 1 ADD 7 SSTORE STOP leave: CALLER SELFDESTRUCT`,
).code;

/** What a keeper is made with: slot 1 holds 1 from the start. */
const keeperInit = initCodeOf(keeperCode, '1 1 SSTORE');

/** Makes a keeper by CREATE2 with calldata word 0 as salt, from init code that it holds behind its own. */
const factoryCode = (() => {
  const size = keeperInit.length / 2 - 1;
  const front = (offset: number) =>
    asm(`${size} ${offset} 0 CODECOPY 0 CALLDATALOAD ${size} 0 0 CREATE2 STOP`).code;
  const offset = front(255).length / 2 - 1;
  return `${front(offset)}${keeperInit.slice(2)}` as Hex;
})();

export const factory: Address = `0x${'fa'.repeat(20)}`;

/** Where the factory puts the keeper of a salt. */
export function keeperOf(salt: number): Address {
  return create2Address(factory, BigInt(salt), keeperInit);
}

/** What chains of made-up blocks begin with. */
export function firstState(senders: readonly Sender[]): Alloc {
  const funded = senders.map(
    ({ address }) => [address, { balance: `0x${(10n ** 24n).toString(16)}` }] as const,
  );
  return { ...Object.fromEntries(funded), [factory]: { balance: '0x1', code: factoryCode } };
}

const word = (value: bigint | number) => BigInt(value).toString(16).padStart(64, '0');

/** What a transaction of a made-up block does. */
export function randomCall(
  random: Random,
  senders: readonly Sender[],
): Pick<Transaction, 'to' | 'value' | 'data'> {
  const salt = random.below(6);
  return random.weighted<() => Pick<Transaction, 'to' | 'value' | 'data'>>([
    [3, () => ({ to: random.pick(senders).address, value: BigInt(random.below(1000)), data: '0x' })],
    [
      2,
      () => ({
        to: `0x${word(random.below(2 ** 30)).slice(24)}`,
        value: BigInt(random.below(3)),
        data: '0x',
      }),
    ],
    [2, () => ({ to: factory, value: 0n, data: `0x${word(salt)}` })],
    [
      6,
      () => ({ to: keeperOf(salt), value: 0n, data: `0x${word(random.below(12))}${word(random.below(4))}` }),
    ],
    [1, () => ({ to: keeperOf(salt), value: 0n, data: `0x${word(0)}${word(GOODBYE)}` })],
    [1, () => ({ to: null, value: 1n, data: keeperInit })],
  ])();
}

/** The transaction with the sender's signature. */
export function sign(transaction: Transaction, { key, address }: Sender): Transaction {
  const signature = secp256k1.sign(signingHash(transaction), key, { prehash: false, format: 'recovered' });
  const [recovery, ...rest] = signature;
  const digits = Buffer.from(rest).toString('hex');
  return {
    ...transaction,
    yParity: (recovery as number) === 1 ? 1 : 0,
    r: BigInt(`0x${digits.slice(0, 64)}`),
    s: BigInt(`0x${digits.slice(64)}`),
    from: address,
  };
}

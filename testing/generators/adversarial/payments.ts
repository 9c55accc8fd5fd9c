/** Accounts that pay back and forth with hardly more than they need for it. */
import type { Address } from '@heddle/engine';
import { rulesOf } from '@heddle/evm';
import type { Wish } from '../../adversarial/smallBlock.ts';
import { addressOf } from '../cast.ts';
import { baseFee } from '../header.ts';
import { type AdversarialGenerator, times } from './adversity.ts';

const GAS = 21_000n;
const PRICE = 2n * baseFee;
const FEE = GAS * PRICE;

/** Balances as serial execution leaves them: plain transfers cost the same always. */
class Purses {
  readonly balances: Map<Address, bigint>;

  constructor(people: readonly Address[], each: bigint) {
    this.balances = new Map(people.map((address) => [address, each]));
  }

  pay(from: Address, to: Address, value: bigint): void {
    this.#add(from, -(value + FEE));
    this.#add(to, value);
  }

  earn(address: Address, wei: bigint): void {
    if (this.balances.has(address)) this.#add(address, wei);
  }

  /** What the account can send after paying the fee; below zero when it cannot even pay that. */
  most(address: Address): bigint {
    return this.balances.get(address)! - FEE;
  }

  #add(address: Address, wei: bigint): void {
    this.balances.set(address, this.balances.get(address)! + wei);
  }
}

/**
 * Transfers among few accounts that often spend all they have, to the wei, so that each needs what it was paid just
 * before. One of them may be the beneficiary. In one block of five a transfer is a wei too large: it is invalid.
 */
export const payments: AdversarialGenerator = ({ random, hardfork, size }) => {
  const people = times(2 + random.below(8), (i) => addressOf(i + 1, 0xf2));
  const start = FEE * BigInt(1 + random.below(6));
  const purses = new Purses(people, start);
  const beneficiary = random.chance(0.25) ? people[0]! : addressOf(1, 0xbe);
  const tip = rulesOf(hardfork).baseFee ? PRICE - baseFee : PRICE;
  const broken = random.chance(0.2) ? random.below(size) : -1;
  const transactions: Wish[] = [];
  for (let i = 0; i < size; i++) {
    const solvent = people.filter((address) => purses.most(address) >= 0n);
    if (solvent.length === 0) break;
    const from = random.pick(solvent);
    const to = random.pick(people);
    const most = purses.most(from);
    const value = random.chance(0.6) ? most : most / 2n;
    transactions.push({ from, to, gasLimit: GAS, value: i === broken ? most + 1n : value });
    purses.pay(from, to, value);
    purses.earn(beneficiary, GAS * tip);
  }
  const accounts = Object.fromEntries(people.map((address) => [address, { balance: start }]));
  return { hardfork, beneficiary, accounts, transactions };
};

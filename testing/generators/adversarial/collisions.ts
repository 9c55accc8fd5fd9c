/** Many that want to create at one address, or where something is already. */
import type { Address, Hex } from '@heddle/engine';
import { isAtLeast } from '@heddle/evm';
import { sender, type Wish } from '../../adversarial/smallBlock.ts';
import { create2Address, createAddress, initCodeOf } from '../../dsl/deployments.ts';
import type { Step } from '../../dsl/script.ts';
import { type CastAccount, word } from '../cast.ts';
import type { Random } from '../random.ts';
import { type AdversarialGenerator, actorAt, actors, perform, perhapsLate, times } from './adversity.ts';

/** What may lie at an address before the block: each answers differently whether one may create there (EIP-684, EIP-7610). */
function occupant(random: Random): Partial<CastAccount> | undefined {
  return random.pick<Partial<CastAccount> | undefined>([
    undefined,
    undefined,
    { balance: 5n },
    { nonce: 1n },
    { nonce: 1n, code: '0x00' },
    { storage: new Map([[word(0n), 1n]]) },
  ]);
}

/** Init code that fails, deploys nothing, or deploys: failures leave the address free for the next. */
const initCodes: Hex[] = [
  initCodeOf('0x600160005500', '1 0 SSTORE'),
  initCodeOf('0x', '5 1 SSTORE'),
  '0xfe',
  initCodeOf('0x00', 'ADDRESS BALANCE 0 SSTORE'),
];

function collide(random: Random, initCode: Hex, address: Address, i: number): Step[] {
  const create: Step = { deed: 'create2', a: 0n, b: BigInt(random.below(2)), initCode };
  const look: Step = {
    deed: random.pick(['codeSize', 'codeHash'] as const),
    a: BigInt(address),
    b: BigInt(i),
  };
  return random.weighted<Step[]>([
    [5, [create]],
    [2, [create, create]],
    [2, [look, create]],
    [1, [create, look, { deed: 'halt' }]],
    [1, [{ deed: 'sendHalf', a: BigInt(address) }]],
  ]);
}

/** All ask one contract to CREATE2 with the same salt and code. */
const sameSalt: AdversarialGenerator = ({ random, hardfork, size }) => {
  const initCode = random.pick(initCodes);
  const address = create2Address(actorAt(0), 0n, initCode);
  const there = occupant(random);
  return {
    hardfork,
    accounts: { ...actors(1, { balance: 100n }), ...(there && { [address]: there }) },
    transactions: times(size, (i) =>
      perform(sender(i), actorAt(0), [...perhapsLate(random), ...collide(random, initCode, address, i)]),
    ),
  };
};

/** Creating transactions whose addresses others pay, look at or find occupied. */
const sameNonce: AdversarialGenerator = ({ random, hardfork, size }) => {
  const creators = times(1 + random.below(4), sender);
  const sent = new Map<Address, bigint>();
  const accounts = actors(1, { balance: 100n });
  const transactions = times(size, (i): Wish => {
    const from = random.pick(creators);
    const address = createAddress(from, (sent.get(from) ?? 0n) + BigInt(random.below(2)));
    if (random.chance(0.5)) {
      const there = random.chance(0.4) ? occupant(random) : undefined;
      if (there) accounts[createAddress(from, sent.get(from) ?? 0n)] = there;
      sent.set(from, (sent.get(from) ?? 0n) + 1n);
      return { from, to: null, value: BigInt(random.below(2)), data: random.pick(initCodes) };
    }
    const look: Step = { deed: 'codeSize', a: BigInt(address), b: BigInt(i) };
    const pay: Step = { deed: 'sendHalf', a: BigInt(address) };
    return perform(sender(10 + i), actorAt(0), [...perhapsLate(random), random.pick([look, pay])]);
  });
  return { hardfork, accounts, transactions };
};

/** Collisions of CREATE2 where it exists, of creating transactions everywhere. */
export const collisions: AdversarialGenerator = (adversity) => {
  const hasCreate2 = isAtLeast(adversity.hardfork, 'constantinople');
  return (hasCreate2 && adversity.random.chance(0.7) ? sameSalt : sameNonce)(adversity);
};

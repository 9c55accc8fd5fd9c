/** Delegations (EIP-7702) that are set, used, changed and revoked in the block in which others use them. */
import type { Address, Authorization } from '@heddle/engine';
import { delegation, sender, type Wish } from '../../adversarial/smallBlock.ts';
import type { Step } from '../../dsl/script.ts';
import { addressOf } from '../cast.ts';
import type { Random } from '../random.ts';
import {
  type Accounts,
  type AdversarialGenerator,
  actorAt,
  actors,
  callStep,
  perform,
  perhapsLate,
  times,
} from './adversity.ts';

const nobody: Address = `0x${'00'.repeat(20)}`;
/** Authorities that never send, and authorities that send transactions of their own. */
const passive = times(3, (i) => addressOf(i + 1, 0xde));
const sending = times(2, (i) => addressOf(i + 1, 0xd5));

/** The nonces of authorities, as far as they are known before the block runs. */
class Nonces {
  readonly #next = new Map<Address, bigint>();

  of(address: Address): bigint {
    return this.#next.get(address) ?? 0n;
  }

  raise(address: Address): bigint {
    const nonce = this.of(address);
    this.#next.set(address, nonce + 1n);
    return nonce;
  }
}

/** One to three tuples; some are for a nonce that is gone or a chain that is not ours, and must be skipped. */
function tuples(random: Random, nonces: Nonces): Authorization[] {
  return times(1 + random.below(3), () => {
    const authority = random.pick([...passive, ...sending]);
    const target = random.pick([actorAt(0), actorAt(0), actorAt(1), nobody, passive[0]!]);
    if (random.chance(0.1)) return delegation(authority, target, nonces.of(authority) + 7n);
    if (random.chance(0.05)) return { ...delegation(authority, target, nonces.of(authority)), chainId: 9n };
    return delegation(authority, target, nonces.raise(authority));
  });
}

/** What an account does through its code, or how somebody looks at it. */
function uses(random: Random, authority: Address, i: number): Step[] {
  const inside: Step[] = [
    { deed: 'increment', a: 0n, b: 1n },
    { deed: 'log', a: 0n, b: BigInt(i) },
  ];
  return random.weighted<Step[]>([
    [5, [callStep(authority, inside)]],
    [2, [{ deed: 'delegateCall', a: BigInt(authority), script: inside }]],
    [
      2,
      [
        {
          deed: random.pick(['codeSize', 'codeHash', 'codeWord', 'balance'] as const),
          a: BigInt(authority),
          b: 1n,
        },
      ],
    ],
    [1, [callStep(authority, [{ deed: 'sendHalf', a: BigInt(actorAt(0)) }])]],
  ]);
}

/**
 * Delegating, using and sending in any order. Now and then somebody empties a delegated account before it pays for
 * its next transaction: that block is invalid in serial order alone.
 */
export const delegations: AdversarialGenerator = ({ random, hardfork, size }) => {
  const nonces = new Nonces();
  const drain = random.chance(0.15) ? random.below(size) : -1;
  const rich = { balance: 10n ** 18n };
  const accounts: Accounts = actors(2);
  for (const address of [...passive.slice(1), ...sending]) accounts[address] = rich;
  const transactions = times(size, (i): Wish => {
    const authority = random.pick([...passive, ...sending]);
    const from = random.chance(0.2) ? random.pick(sending) : sender(i);
    // A sender's nonce has risen before its own tuples are looked at.
    const more = sending.includes(from) ? { nonce: nonces.raise(from) } : {};
    if (i === drain) {
      const authorizationList = [delegation(sending[0]!, actorAt(0), nonces.raise(sending[0]!))];
      const halve = times(12, (): Step => ({ deed: 'sendHalf', a: BigInt(actorAt(1)) }));
      return perform(from, sending[0]!, halve, { ...more, authorizationList });
    }
    const steps = [...perhapsLate(random), ...uses(random, authority, i)];
    if (random.chance(0.35)) {
      const authorizationList = tuples(random, nonces);
      return perform(from, random.pick([actorAt(0), authority]), steps, { ...more, authorizationList });
    }
    return perform(from, random.chance(0.5) ? actorAt(0) : authority, steps, more);
  });
  return { hardfork, accounts, transactions };
};

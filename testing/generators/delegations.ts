import type { Address, Authorization } from '@heddle/engine';
import type { Ledger } from './ledger.ts';
import type { Scene } from './steps.ts';

const cleared: Address = `0x${'00'.repeat(20)}`;

/**
 * One to three delegations (EIP-7702) with the authority named and no signature: set, replaced, cleared, and some
 * that must be skipped for their nonce, chain or signature. Authorities that send transactions delegate to the
 * counter alone, so that their nonces and funds stay known; `delegatingSenders` names those whose nonce rises, once
 * for each time.
 */
export function randomDelegations(
  scene: Scene,
  ledger: Ledger,
  from: Address,
): { authorizationList: Authorization[]; delegatingSenders: Address[] } {
  // The nonce of the sender rises before its own delegation is looked at.
  const raised = [from];
  const authorizationList = Array.from({ length: 1 + scene.random.below(3) }, () =>
    scene.random.chance(0.5) ? senderDelegation(scene, ledger, raised) : freeDelegation(scene),
  );
  return { authorizationList, delegatingSenders: raised.slice(1) };
}

function senderDelegation({ cast, random }: Scene, ledger: Ledger, raised: Address[]): Authorization {
  const authority = random.pick(ledger.senders);
  const nonce = ledger.nonceOf(authority) + BigInt(raised.filter((address) => address === authority).length);
  const address = random.chance(0.3) ? cleared : cast.counter;
  if (random.chance(0.15)) return tuple({ address, nonce: nonce + 1n, authority });
  if (random.chance(0.1)) return tuple({ address, nonce, authority, chainId: 5n });
  raised.push(authority);
  return tuple({ address, nonce, authority, chainId: random.pick([0n, 1n]) });
}

function freeDelegation({ cast, random }: Scene): Authorization {
  const authority = random.chance(0.05)
    ? null
    : random.pick([...cast.delegators, ...cast.actors.slice(0, 1)]);
  const address = random.weighted([
    [6, random.pick(cast.actors)],
    [2, cleared],
    // A delegation to a delegated account: its code is not followed a second time.
    [1, random.pick(cast.delegators)],
    [1, `0x${'04'.padStart(40, '0')}` as Address],
  ]);
  // Contracts raise these nonces too, so a guess is right often enough and skipped otherwise.
  return tuple({ address, nonce: BigInt(random.below(4)), authority });
}

function tuple(facts: Pick<Authorization, 'address' | 'nonce'> & Partial<Authorization>): Authorization {
  return { chainId: 1n, yParity: 0n, r: 0n, s: 0n, ...facts };
}

import type { Address, Authorization, Hex } from '@heddle/engine';
import { isAtLeast, rulesOf } from '@heddle/evm';
import { encodeScript, type Step } from '../dsl/script.ts';
import { addressOf, anyone } from './cast.ts';
import { randomDelegations } from './delegations.ts';
import type { Ledger } from './ledger.ts';
import { randomInitCode, randomSteps, type Scene } from './steps.ts';

/** What a transaction is to do; prices, gas limit, nonce and type are added to it. */
export interface Intent {
  /** Null creates a contract. */
  to: Address | null;
  /** Wei. */
  value?: bigint;
  data?: Hex;
  /** Gas beyond the least that is valid; random when left out. */
  spareGas?: bigint;
  /** Makes a transaction of type 4. */
  authorizationList?: Authorization[];
  /** Accounts that send transactions and whose nonces rise by a delegation that is sure to be applied. */
  delegatingSenders?: Address[];
  /** The recipient of a plain transfer, which cannot fail, when it could not send before. */
  newcomer?: Address;
}

/** Wei that the fees of no random transaction exceed: about 1.5 million gas at ten times the base fee. */
export const mostFees = 10n ** 17n;

/** How often each kind of transaction comes up. */
const kinds: readonly (readonly [
  weight: number,
  intent: (scene: Scene, ledger: Ledger, from: Address) => Intent,
])[] = [
  [20, transfer],
  [4, fundNewcomer],
  [30, runScript],
  [8, bumpHotSlot],
  [5, createContract],
  [10, rebirth],
  [5, destroy],
  [8, delegate],
];

/** A random intent of a transaction by `from`. */
export function randomIntent(scene: Scene, ledger: Ledger, from: Address): Intent {
  return scene.random.weighted(kinds)(scene, ledger, from);
}

function transfer({ cast, random }: Scene, _: Ledger, from: Address): Intent {
  const to = random.weighted([
    [4, random.pick(cast.senders)],
    [4, anyone(cast, random)],
    [1, from],
    [1, random.pick(cast.absent)],
    [1, cast.beneficiary],
  ]);
  const value = random.chance(0.2) ? 0n : BigInt(random.below(1_000_000));
  // Exactly enough for an account without code, or a little for what code may do.
  return { to, value, spareGas: random.chance(0.7) ? 0n : BigInt(random.below(30_000)) };
}

function fundNewcomer(scene: Scene, ledger: Ledger, from: Address): Intent {
  const spare = (ledger.fundsOf(from) - mostFees) / 2n;
  if (spare < 3n * mostFees) return transfer(scene, ledger, from);
  const newcomer = addressOf(ledger.senders.length, 0xf0);
  const value = spare < 20n * mostFees ? spare : 20n * mostFees;
  return { to: newcomer, value, spareGas: 0n, newcomer };
}

function runScript(scene: Scene): Intent {
  const { cast, random } = scene;
  const to = random.weighted([
    [12, random.pick(cast.actors)],
    [2, anyone(cast, random)],
    [rulesOf(scene.hardfork).delegation ? 4 : 1, random.pick(cast.delegators)],
  ]);
  const value = random.chance(0.3) ? BigInt(random.below(100)) : 0n;
  return { to, value, data: encodeScript(randomSteps(scene, to, 8)), ...outOfGasSoon(scene) };
}

function bumpHotSlot({ cast }: Scene): Intent {
  return { to: cast.actors[0]!, data: encodeScript([{ deed: 'increment', a: 0n, b: 1n }]) };
}

function createContract(scene: Scene): Intent {
  return {
    to: null,
    value: BigInt(scene.random.below(3)),
    data: randomInitCode(scene),
    ...outOfGasSoon(scene),
  };
}

/** Makes a contract where one may be or have been, uses it, and sometimes destroys it in the same transaction. */
function rebirth(scene: Scene): Intent {
  const { cast, random } = scene;
  if (!isAtLeast(scene.hardfork, 'constantinople')) return runScript(scene);
  const { creator, salt, initCode, address } = random.pick(cast.rebirths);
  const steps: Step[] = [{ deed: 'create2', a: salt, b: BigInt(random.below(2)), initCode }];
  const use = (script: Step[]) => steps.push({ deed: 'call', a: BigInt(address), b: 0n, script });
  if (random.chance(0.6)) use(randomSteps(scene, address, 2, 2));
  if (random.chance(0.4)) use([{ deed: 'selfDestruct', a: BigInt(anyone(cast, random)) }]);
  if (random.chance(0.2)) steps.push({ deed: 'create2', a: salt, initCode });
  return { to: creator, value: BigInt(random.below(3)), data: encodeScript(steps), spareGas: 300_000n };
}

function destroy(scene: Scene): Intent {
  const { cast, random } = scene;
  const { address } = random.pick(cast.rebirths);
  const heir = random.chance(0.2) ? address : anyone(cast, random);
  const steps: Step[] = [...randomSteps(scene, address, 2, 2), { deed: 'selfDestruct', a: BigInt(heir) }];
  return { to: address, value: BigInt(random.below(3)), data: encodeScript(steps) };
}

function delegate(scene: Scene, ledger: Ledger, from: Address): Intent {
  if (!rulesOf(scene.hardfork).delegation) return runScript(scene);
  const { authorizationList, delegatingSenders } = randomDelegations(scene, ledger, from);
  // The account that has just got its code is often the one that is called.
  const used = authorizationList[0]!.authority ?? scene.cast.actors[0]!;
  const to = scene.random.chance(0.6) ? used : anyone(scene.cast, scene.random);
  return { to, data: encodeScript(randomSteps(scene, to, 4)), authorizationList, delegatingSenders };
}

/** Now and then so little gas that the run ends at some point within. */
function outOfGasSoon({ random }: Scene): Pick<Intent, 'spareGas'> {
  return random.chance(0.15) ? { spareGas: BigInt(random.below(25_000)) } : {};
}

import type { Address } from '@heddle/engine';
import { type Hardfork, isAtLeast } from '@heddle/evm';
import type { Deed } from '../dsl/actor.ts';
import { initCodeOf } from '../dsl/deployments.ts';
import { type Step, scriptBytes } from '../dsl/script.ts';
import { anyone, type Cast, isMortal } from './cast.ts';
import type { Random } from './random.ts';

/** What random steps are made from. */
export interface Scene {
  cast: Cast;
  random: Random;
  hardfork: Hardfork;
}

/** How often each deed comes up, and the hardfork that brought the opcodes it needs. */
const deeds: readonly (readonly [weight: number, deed: Deed, since?: Hardfork])[] = [
  [10, 'store'],
  [20, 'increment'],
  [12, 'copy'],
  [5, 'balance'],
  [2, 'codeSize'],
  [2, 'codeHash', 'constantinople'],
  [1, 'codeWord'],
  [2, 'ownBalance'],
  [1, 'caller'],
  [2, 'gas'],
  [1, 'returnedSize', 'byzantium'],
  [6, 'log'],
  [3, 'storeTransient', 'cancun'],
  [3, 'loadTransient', 'cancun'],
  [6, 'skipIfOdd'],
  [9, 'call'],
  [3, 'callOrFail', 'byzantium'],
  [2, 'callCode'],
  [4, 'delegateCall'],
  [2, 'staticCall', 'byzantium'],
  [3, 'sendHalf'],
  [2, 'create'],
  [5, 'create2', 'constantinople'],
  [2, 'selfDestruct'],
  [1, 'burnDownTo'],
  [1.5, 'revert', 'byzantium'],
  [0.7, 'halt'],
];

/** Calls nest at most this deep: each has half the gas of its caller, so deeper ones would only run out. */
const maxDepth = 3;

/** Up to `most` random steps for the account `self`, in which every address and slot of the cast may appear. */
export function randomSteps(scene: Scene, self: Address, most: number, depth = 0): Step[] {
  const { random, hardfork } = scene;
  const possible = deeds
    .filter(([, , since]) => since === undefined || isAtLeast(hardfork, since))
    .map(([weight, deed]) => [weight, deed] as const);
  return Array.from({ length: 1 + random.below(most) }, () => {
    return randomStep(scene, self, random.weighted(possible), depth);
  });
}

function randomStep(scene: Scene, self: Address, deed: Deed, depth: number): Step {
  const { cast, random } = scene;
  const slot = () => random.pick(cast.slots);
  const someone = () => BigInt(anyone(cast, random));
  switch (deed) {
    case 'store':
    case 'increment':
    case 'storeTransient':
      // Small values make writes of the same value, and of zero, frequent.
      return { deed, a: slot(), b: BigInt(random.below(3)) };
    case 'balance':
    case 'codeSize':
    case 'codeHash':
    case 'codeWord':
      return { deed, a: someone(), b: slot() };
    case 'skipIfOdd':
      return { deed, a: slot(), b: scriptBytes([{ deed: 'gas' }]) };
    case 'call':
    case 'callOrFail':
    case 'staticCall': {
      const to = anyone(cast, random);
      return randomCall(scene, deed, to, to, depth);
    }
    case 'callCode':
    case 'delegateCall':
      return randomCall(scene, deed, anyone(cast, random), self, depth);
    case 'create':
      return { deed, a: slot(), b: BigInt(random.below(2)), initCode: randomInitCode(scene) };
    case 'create2':
      return randomRebirth(scene);
    case 'selfDestruct':
      return { deed: isMortal(cast, self, scene.hardfork) ? deed : 'sendHalf', a: someone() };
    case 'sendHalf':
      return { deed, a: someone() };
    case 'burnDownTo':
      return { deed, a: BigInt(random.below(20_000)) };
    default:
      return { deed, a: slot(), b: slot() };
  }
}

/** A call of `to`, whose code then acts for the account `self`. */
function randomCall(scene: Scene, deed: Deed, to: Address, self: Address, depth: number): Step {
  const { random } = scene;
  const script = depth < maxDepth ? randomSteps(scene, self, 3, depth + 1) : [];
  const value = random.chance(0.4) ? BigInt(random.below(5)) : 0n;
  return { deed, a: BigInt(to), b: value, script };
}

function randomRebirth({ cast, random }: Scene): Step {
  const { salt, initCode } = random.pick(cast.rebirths);
  return { deed: 'create2', a: salt, b: BigInt(random.below(3)), initCode };
}

/** Init code that deploys a few bytes, or fails, destroys itself, or leaves nothing but storage. */
export function randomInitCode({ cast, random }: Scene) {
  const before = random.weighted([
    [5, ''],
    [2, `${random.below(3)} ${random.pick(cast.slots)} SSTORE`],
    [1, `${anyone(cast, random)} SELFDESTRUCT`],
    [1, 'INVALID'],
    [1, `${anyone(cast, random)} BALANCE 0 SSTORE`],
  ]);
  return initCodeOf(random.chance(0.2) ? '0x' : '0x600160005500', before);
}

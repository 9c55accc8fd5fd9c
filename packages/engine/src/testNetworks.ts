/** The networks that the official tests name: one hardfork throughout, or a change from one to the next. */
import type { Hardfork } from '@heddle/evm';
import { type Activation, type ChainSpec, chainSpec } from './chainSpec.ts';
import { NetworkUnknownError } from './errors/input.ts';

/** Official name of a hardfork in the tests → ours. */
const hardforkNames: Readonly<Record<string, Hardfork>> = {
  Frontier: 'frontier',
  Homestead: 'homestead',
  Dao: 'daoFork',
  EIP150: 'tangerineWhistle',
  TangerineWhistle: 'tangerineWhistle',
  EIP158: 'spuriousDragon',
  SpuriousDragon: 'spuriousDragon',
  Byzantium: 'byzantium',
  Constantinople: 'constantinople',
  ConstantinopleFix: 'petersburg',
  Petersburg: 'petersburg',
  Istanbul: 'istanbul',
  MuirGlacier: 'muirGlacier',
  Berlin: 'berlin',
  London: 'london',
  ArrowGlacier: 'arrowGlacier',
  GrayGlacier: 'grayGlacier',
  Merge: 'paris',
  Paris: 'paris',
  Shanghai: 'shanghai',
  Cancun: 'cancun',
  Prague: 'prague',
  Osaka: 'osaka',
  BPO1: 'bpo1',
  BPO2: 'bpo2',
  BPO3: 'bpo3',
  BPO4: 'bpo4',
  Amsterdam: 'amsterdam',
};

/** `HomesteadToDaoAt5` (a block), `…AtTime15k` (seconds), `…AtDiffC0000` (hexadecimal total difficulty). */
const TRANSITION =
  /^(?<before>\w+?)To(?<after>\w+?)At(?:(?<block>\d+)|Time(?<time>\d+)(?<kilo>k?)|Diff(?<difficulty>[0-9a-fA-F]+))$/;

/**
 * The network of an official test.
 *
 * @param name as in the `network` of a blockchain test or a key of `post` of a state test
 * @param chainId as in the test's `config`, 1 where that has none
 * @throws NetworkUnknownError listing the known names
 */
export function testNetwork(name: string, chainId = 1n): ChainSpec {
  const only = hardforkNames[name];
  if (only !== undefined) return chainSpec({ name, chainId, schedule: [[only, { block: 0n }]] });
  const transition = TRANSITION.exec(name)?.groups;
  const before = hardforkNames[transition?.before ?? ''];
  const after = hardforkNames[transition?.after ?? ''];
  if (transition === undefined || before === undefined || after === undefined) {
    throw new NetworkUnknownError({ name, known: testNetworkNames() });
  }
  const from = activation(transition);
  const isDaoFork = after === 'daoFork' && 'block' in from;
  return chainSpec({
    name,
    chainId,
    schedule: [
      [before, { block: 0n }],
      [after, from],
    ],
    ...(isDaoFork ? { daoFork: { block: from.block, supported: true } } : {}),
  });
}

/** The names that {@link testNetwork} knows; transitions by their form. */
export function testNetworkNames(): string[] {
  return [
    ...Object.keys(hardforkNames),
    '<A>To<B>At<block>',
    '<A>To<B>AtTime<seconds>',
    '<A>To<B>AtDiff<hex>',
  ];
}

function activation(transition: Record<string, string | undefined>): Activation {
  if (transition.block !== undefined) return { block: BigInt(transition.block) };
  if (transition.time !== undefined) {
    return { time: BigInt(transition.time) * (transition.kilo === 'k' ? 1000n : 1n) };
  }
  return { totalDifficulty: BigInt(`0x${transition.difficulty}`) };
}

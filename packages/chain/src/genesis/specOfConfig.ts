/** The rules of a chain from the `config` of its genesis file, as geth writes it. */
import { type ChainSpec, chainSpec, publicNetworks, testNetwork } from '@heddle/engine';
import { checkBlobSchedule } from './blobSchedule.ts';
import { GenesisMalformedError, GenesisUnsupportedError } from './errors.ts';
import { parseExactJson } from './exactJson.ts';
import { GenesisFields } from './fields.ts';
import { scheduleOf } from './schedule.ts';

/** Where mainnet's deposit contract is: chains without a word about it have theirs there too (EIP-6110). */
const MAINNET_DEPOSITS = '0x00000000219ab540356cbb839cbe05303d7705fa';

/**
 * Reads a configuration. In place of hardforks it may name the `network` of an official test: chains that were made from one
 * keep that.
 *
 * @param config JSON text, or what it stands for
 * @throws GenesisMalformedError, ForkOrderError, GenesisUnsupportedError naming the field; NetworkUnknownError
 */
export function specOfConfig(config: unknown): ChainSpec {
  const fields = new GenesisFields(typeof config === 'string' ? parseConfig(config) : config, 'config');
  const chainId = fields.needNumber('chainId');
  const network = fields.raw('network');
  if (typeof network === 'string') return testNetwork(network, chainId);
  const schedule = scheduleOf(fields);
  checkBlobSchedule(fields, schedule);
  const daoFork = daoForkOf(fields);
  const isMerged = schedule.some(([, from]) => 'totalDifficulty' in from && from.totalDifficulty === 0n);
  if (!isMerged) refuseAuthority(fields);
  const deposits = fields.address('depositContractAddress');
  if (daoFork?.supported) {
    const after = schedule.findIndex(([hardfork]) => hardfork === 'tangerineWhistle');
    schedule.splice(after < 0 ? schedule.length : after, 0, ['daoFork', { block: daoFork.block }]);
  }
  return chainSpec({
    name: nameOf(chainId),
    chainId,
    schedule,
    ...(daoFork && { daoFork }),
    ...(deposits !== undefined && deposits !== MAINNET_DEPOSITS && { depositContract: deposits }),
  });
}

function parseConfig(text: string): unknown {
  try {
    return parseExactJson(text);
  } catch (cause) {
    throw new GenesisMalformedError({
      field: 'config',
      value: text,
      expected: `JSON (${(cause as Error).message})`,
    });
  }
}

function daoForkOf(fields: GenesisFields): ChainSpec['daoFork'] {
  const block = fields.number('daoForkBlock');
  return block === undefined ? undefined : { block, supported: fields.flag('daoForkSupport') };
}

/** Blocks of such chains keep signatures in their extra data and other figures in their difficulty. */
function refuseAuthority(fields: GenesisFields): void {
  const value = fields.raw('clique');
  const reason = 'Heddle knows proof of work and proof of stake only';
  if (value !== undefined) throw new GenesisUnsupportedError({ field: fields.path('clique'), value, reason });
}

function nameOf(chainId: bigint): string {
  const known = Object.values(publicNetworks).find((network) => network.chainId === chainId);
  return known?.name ?? `chain ${chainId}`;
}

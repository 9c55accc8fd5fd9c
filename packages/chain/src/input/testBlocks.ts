/** Official blockchain tests: a first block with its state, and blocks on top of it, some of them invalid on purpose. */
import { type Alloc, decodeBlock, testNetwork } from '@heddle/engine';
import type { Genesis } from '../genesis/genesis.ts';
import { BlockFileMalformedError } from './errors.ts';
import { isObject } from './jsonBlocks.ts';

/** What is read of such a test. */
interface BlockchainTest {
  network: string;
  genesisRLP: string;
  pre: Alloc;
  blocks: { rlp: string; expectException?: string }[];
  config?: { chainid?: string };
}

/** True for a blockchain test of execution-spec-tests or ethereum/tests. */
function isTest(value: unknown): value is BlockchainTest {
  const isTestLike = isObject(value) && Array.isArray(value.blocks) && isObject(value.pre);
  return isTestLike && typeof value.network === 'string' && typeof value.genesisRLP === 'string';
}

/** True for a file of tests. */
export function isTestFile(value: unknown): boolean {
  return isObject(value) && Object.values(value).some(isTest);
}

/**
 * The one test that is meant.
 *
 * @param name of the test or a part of it; may be left out when there is only one
 * @throws BlockFileMalformedError when it does not say which
 */
export function chooseTest(tests: unknown, name: string | undefined, file: string): BlockchainTest {
  const all = Object.entries(tests as Record<string, unknown>).filter(([, value]) => isTest(value));
  const exact = all.filter(([key]) => key === name);
  const chosen = exact.length > 0 ? exact : all.filter(([key]) => name === undefined || key.includes(name));
  const only = chosen[0]?.[1];
  if (chosen.length === 1 && isTest(only)) return only;
  const names = (chosen.length > 0 ? chosen : all).map(([key]) => key);
  const found = `${chosen.length} tests${name === undefined ? '' : ` named like ${name}`}`;
  const shown = names.slice(0, 5).join(', ');
  const expected = `the name of one: ${shown}${names.length > 5 ? `, and ${names.length - 5} more` : ''}`;
  throw new BlockFileMalformedError({ file, found, expected });
}

/** @throws NetworkUnknownError for a network that Heddle does not know; RlpError, FieldMalformedError for a broken test */
export function genesisOfTest({ network, genesisRLP, pre, config }: BlockchainTest): Genesis {
  const chainId = config?.chainid === undefined ? 1n : BigInt(config.chainid);
  const spec = testNetwork(network, chainId);
  const { header } = decodeBlock(Buffer.from(genesisRLP.slice(2), 'hex'), { spec });
  return { spec, header, alloc: pre, config: JSON.stringify({ network, chainId: chainId.toString() }) };
}

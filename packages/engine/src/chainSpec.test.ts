import { expect, test } from 'vitest';
import { devChain, mainnet } from './chainSpec.ts';
import { holesky, hoodi, publicNetworks, sepolia } from './publicNetworks.ts';
import { testNetwork } from './testNetworks.ts';

test.each([
  [0n, 'frontier'],
  [1_149_999n, 'frontier'],
  [1_150_000n, 'homestead'],
  [1_920_000n, 'daoFork'],
  [2_463_000n, 'tangerineWhistle'],
  [2_674_999n, 'tangerineWhistle'],
  [2_675_000n, 'spuriousDragon'],
  [4_370_000n, 'byzantium'],
  [7_279_999n, 'byzantium'],
  [7_280_000n, 'petersburg'],
  [9_069_000n, 'istanbul'],
  [9_200_000n, 'muirGlacier'],
  [12_244_000n, 'berlin'],
  [12_965_000n, 'london'],
  [13_773_000n, 'arrowGlacier'],
  [15_537_393n, 'grayGlacier'],
  [15_537_394n, 'paris'],
])('block %i of mainnet follows %s', (number, hardfork) => {
  expect(mainnet.hardforkAt({ number, timestamp: 0n })).toBe(hardfork);
});

test.each([
  [1_681_338_455n, 'shanghai'],
  [1_710_338_135n, 'cancun'],
  [1_746_612_311n, 'prague'],
  [1_764_798_550n, 'prague'],
  [1_764_798_551n, 'osaka'],
  [1_765_290_071n, 'bpo1'],
  [1_767_747_671n, 'bpo2'],
])('second %i of mainnet follows %s', (timestamp, hardfork) => {
  expect(mainnet.hardforkAt({ number: 20_000_000n, timestamp })).toBe(hardfork);
});

test('a chain that merges by total difficulty has no hardfork by time before', () => {
  const at = (timestamp: bigint, parentTotalDifficulty: bigint) =>
    sepolia.hardforkAt({ number: 1_450_409n, timestamp, parentTotalDifficulty });
  expect(at(1_800_000_000n, 16_999_999_999_999_999n)).toBe('london');
  expect(at(1_677_557_087n, 17_000_000_000_000_000n)).toBe('paris');
  expect(at(1_677_557_088n, 17_000_000_000_000_000n)).toBe('shanghai');
  expect(at(1_761_607_008n, 17_000_000_000_000_000n)).toBe('bpo2');
});

test('public networks have their first hardfork and their name', () => {
  expect([holesky, hoodi].map((spec) => spec.hardforkAt({ number: 0n, timestamp: 0n }))).toEqual([
    'paris',
    'cancun',
  ]);
  for (const [name, spec] of Object.entries(publicNetworks)) expect(spec.name).toBe(name);
});

test('test networks change by block, by time and by total difficulty', () => {
  const at = (name: string, number: bigint, timestamp = 0n, parentTotalDifficulty = 0n) =>
    testNetwork(name).hardforkAt({ number, timestamp, parentTotalDifficulty });
  expect(at('EIP158', 9n)).toBe('spuriousDragon');
  expect([at('FrontierToHomesteadAt5', 4n), at('FrontierToHomesteadAt5', 5n)]).toEqual([
    'frontier',
    'homestead',
  ]);
  expect(at('BPO1ToBPO2AtTime15k', 1n, 14_999n)).toBe('bpo1');
  expect(at('BPO1ToBPO2AtTime15k', 1n, 15_000n)).toBe('bpo2');
  expect(at('BPO2ToAmsterdamAtTime15k', 1n, 15_000n)).toBe('amsterdam');
  expect(at('ArrowGlacierToParisAtDiffC0000', 6n, 0n, 0xbffffn)).toBe('arrowGlacier');
  expect(at('ArrowGlacierToParisAtDiffC0000', 6n, 0n, 0xc0000n)).toBe('paris');
  expect(testNetwork('HomesteadToDaoAt5').daoFork).toEqual({ block: 5n, supported: true });
});

test('an unknown network is an error that lists the known ones', () => {
  expect(() => testNetwork('Atlantis')).toThrow(/^Unknown network Atlantis; known: Frontier, Homestead, /);
  expect(() => testNetwork('FrontierToAtlantisAt5')).toThrow('FrontierToAtlantisAt5');
});

test('a development chain has one hardfork', () => {
  expect(devChain('cancun').hardforkAt({ number: 0n, timestamp: 0n })).toBe('cancun');
});

import { describe, expect, test } from 'vitest';
import { specOfConfig } from './specOfConfig.ts';

const early = {
  homesteadBlock: 1,
  eip150Block: 2,
  eip155Block: 3,
  eip158Block: 3,
  byzantiumBlock: 4,
  constantinopleBlock: 5,
  petersburgBlock: 6,
  istanbulBlock: 7,
};
const all = {
  ...early,
  muirGlacierBlock: 8,
  berlinBlock: 9,
  londonBlock: 10,
  arrowGlacierBlock: 11,
  grayGlacierBlock: 12,
};
const merged = {
  ...Object.fromEntries(Object.keys(all).map((name) => [name, 0])),
  terminalTotalDifficulty: 0,
};
const times = { shanghaiTime: 100, cancunTime: 200, pragueTime: 300, osakaTime: 400 };

/** The hardforks of blocks 0 to 12. */
function byBlock(config: object): string[] {
  const spec = specOfConfig({ chainId: 9, ...config });
  return Array.from({ length: 13 }, (_, number) =>
    spec.hardforkAt({ number: BigInt(number), timestamp: 0n }),
  );
}

function fault(config: object): string {
  try {
    specOfConfig({ chainId: 9, ...config });
    return 'none';
  } catch (error) {
    return `${(error as { code: string }).code} ${(error as Error).message}`;
  }
}

describe('hardforks by block', () => {
  test('each begins with its block', () => {
    expect(byBlock(all)).toEqual([
      ...['frontier', 'homestead', 'tangerineWhistle', 'spuriousDragon', 'byzantium', 'constantinople'],
      ...['petersburg', 'istanbul', 'muirGlacier', 'berlin', 'london', 'arrowGlacier', 'grayGlacier'],
    ]);
  });

  test('those that only put off the bomb may be left out, and the last ones may not have come', () => {
    const { muirGlacierBlock: _, arrowGlacierBlock, grayGlacierBlock, ...rest } = all;
    expect(byBlock(rest).slice(7)).toEqual(['istanbul', 'istanbul', 'berlin', 'london', 'london', 'london']);
    expect(byBlock({}).every((name) => name === 'frontier')).toBe(true);
    expect([arrowGlacierBlock, grayGlacierBlock]).toEqual([11, 12]);
  });

  test('Constantinople without a word about Petersburg is repaired from the start (EIP-1716)', () => {
    const { petersburgBlock: _, istanbulBlock, ...rest } = early;
    expect(byBlock(rest).slice(4, 7)).toEqual(['byzantium', 'petersburg', 'petersburg']);
    expect(istanbulBlock).toBe(7);
  });

  test('a chain is on one side of the DAO fork or on the other (EIP-779)', () => {
    const dao = { homesteadBlock: 1, daoForkBlock: '0x2', eip150Block: 3 };
    const pro = specOfConfig({ chainId: 9, ...dao, daoForkSupport: true });
    expect(pro.daoFork).toEqual({ block: 2n, supported: true });
    expect(pro.hardforkAt({ number: 2n, timestamp: 0n })).toBe('daoFork');
    const against = specOfConfig({ chainId: 9, ...dao });
    expect(against.daoFork).toEqual({ block: 2n, supported: false });
    expect(against.hardforkAt({ number: 2n, timestamp: 0n })).toBe('homestead');
  });
});

describe('the merge and hardforks by time', () => {
  test('nothing comes by time before the total difficulty is reached', () => {
    const spec = specOfConfig(
      `{"chainId":9,${JSON.stringify({ ...merged, ...times })
        .slice(1, -1)
        .replace('"terminalTotalDifficulty":0', '"terminalTotalDifficulty":58750000000000000000001')}}`,
    );
    const at = (timestamp: bigint, parentTotalDifficulty: bigint) =>
      spec.hardforkAt({ number: 5n, timestamp, parentTotalDifficulty });
    expect(at(500n, 58_750_000_000_000_000_000_000n)).toBe('grayGlacier');
    expect(at(0n, 58_750_000_000_000_000_000_001n)).toBe('paris');
    expect([100n, 200n, 300n, 400n].map((time) => at(time, 2n ** 80n))).toEqual([
      'shanghai',
      'cancun',
      'prague',
      'osaka',
    ]);
  });

  test('a chain may have begun merged', () => {
    const { terminalTotalDifficulty: _, ...rest } = merged;
    for (const config of [merged, { ...rest, terminalTotalDifficultyPassed: true }]) {
      const spec = specOfConfig({
        chainId: 9,
        ...config,
        ...times,
        bpo1Time: 500,
        bpo2Time: 600,
        amsterdamTime: 700,
      });
      expect(spec.hardforkAt({ number: 0n, timestamp: 0n })).toBe('paris');
      expect(spec.hardforkAt({ number: 1n, timestamp: 699n })).toBe('bpo2');
      expect(spec.hardforkAt({ number: 1n, timestamp: 700n })).toBe('amsterdam');
    }
  });

  test('the contract for deposits may be another than that of mainnet', () => {
    const depositContractAddress = `0x${'Ab'.repeat(20)}`;
    expect(specOfConfig({ chainId: 9, depositContractAddress }).depositContract).toBe(`0x${'ab'.repeat(20)}`);
    const usual = { depositContractAddress: '0x00000000219ab540356cBB839Cbe05303d7705Fa' };
    expect(specOfConfig({ chainId: 1, ...usual })).toMatchObject({ name: 'mainnet', chainId: 1n });
    expect(specOfConfig({ chainId: 1, ...usual }).depositContract).toBeUndefined();
  });

  test('blobs of a hardfork are as Heddle has them', () => {
    const blobs = (figures: object) => ({ ...merged, ...times, blobSchedule: figures });
    const prague = { target: 6, max: 9, baseFeeUpdateFraction: 5007716 };
    expect(fault(blobs({ prague, osaka: prague }))).toBe('none');
    expect(fault(blobs({ prague: { ...prague, max: 10 } }))).toBe(
      'GENESIS_UNSUPPORTED Genesis: config.blobSchedule.prague.max is "10"; Heddle has 9 for that hardfork.',
    );
    expect(fault(blobs({ prague: { target: 6, max: 9 } }))).toMatch(
      /^GENESIS_MALFORMED .*blobSchedule.prague.baseFeeUpdateFraction is missing, expected a number/,
    );
    // Figures of a hardfork that this chain does not have are nobody's.
    expect(fault(blobs({ bpo5: { target: 1 } }))).toBe('none');
    const bpo = { bpo1Time: 500, bpo2Time: 600, bpo3Time: 700, amsterdamTime: 800 };
    expect(fault({ ...blobs({}), ...bpo })).toMatch(
      /^GENESIS_UNSUPPORTED .*blobSchedule.amsterdam.target is "21"/,
    );
  });
});

describe('refusals', () => {
  test.each([
    [
      { chainId: undefined },
      'GENESIS_MALFORMED Genesis: config.chainId is missing, expected a number of at most 64 bits.',
    ],
    [{ chainId: 'nine' }, 'GENESIS_MALFORMED Genesis: config.chainId is "nine", expected'],
    [{ chainId: -1 }, 'GENESIS_MALFORMED Genesis: config.chainId is -1, expected'],
    [{ chainId: 2 ** 60 }, 'GENESIS_MALFORMED Genesis: config.chainId is 1152921504606847000, expected'],
    [{ homesteadBlock: 'x' }, 'GENESIS_MALFORMED Genesis: config.homesteadBlock is "x", expected'],
    [
      { homesteadBlock: 5, eip150Block: 4 },
      'GENESIS_FORK_ORDER Genesis: config.eip150Block is 4, before config.homesteadBlock at 5.',
    ],
    [
      { ...all, berlinBlock: 7 },
      'GENESIS_FORK_ORDER Genesis: config.berlinBlock is 7, before config.muirGlacierBlock at 8.',
    ],
    [
      { ...merged, ...times, pragueTime: 199 },
      'GENESIS_FORK_ORDER Genesis: config.pragueTime is 199, before config.cancunTime at 200.',
    ],
    [
      { eip150Block: 4 },
      'GENESIS_FORK_ORDER Genesis: config.homesteadBlock is missing although config.eip150Block, which comes later, is 4.',
    ],
    [{ muirGlacierBlock: 4 }, 'GENESIS_FORK_ORDER Genesis: config.homesteadBlock is missing'],
    [
      { ...merged, ...times, pragueTime: null },
      'GENESIS_FORK_ORDER Genesis: config.pragueTime is missing although config.osakaTime',
    ],
    [
      { ...merged, shanghaiTime: 1, bpo1Time: 2 },
      'GENESIS_FORK_ORDER Genesis: config.cancunTime is missing although config.bpo1Time',
    ],
    [
      { ...all, eip155Block: 2 },
      'GENESIS_UNSUPPORTED Genesis: config.eip155Block is "2"; config.eip158Block is 3',
    ],
    [
      { ...merged, ...times, terminalTotalDifficulty: null },
      'GENESIS_MALFORMED Genesis: config.terminalTotalDifficulty is missing, expected a number, since config.shanghaiTime comes',
    ],
    [
      { ...merged, ...times, bpo5Time: 900 },
      'GENESIS_UNSUPPORTED Genesis: config.bpo5Time is 900; Heddle does not know that hardfork.',
    ],
    [{ bedrockBlock: 0 }, 'GENESIS_UNSUPPORTED Genesis: config.bedrockBlock is 0;'],
    [
      { clique: { period: 5 } },
      'GENESIS_UNSUPPORTED Genesis: config.clique is {"period":5}; Heddle knows proof of work',
    ],
    [
      { homesteadBlock: 0, daoForkSupport: 'yes', daoForkBlock: 0 },
      'GENESIS_MALFORMED Genesis: config.daoForkSupport is "yes", expected true or false.',
    ],
    [
      { depositContractAddress: '0x00' },
      'GENESIS_MALFORMED Genesis: config.depositContractAddress is "0x00", expected 20 bytes',
    ],
  ])('%o', (config, message) => {
    expect(fault(config)).toContain(message);
  });

  test('what is no configuration', () => {
    expect(() => specOfConfig('{')).toThrow('Genesis: config is "{", expected JSON');
    expect(() => specOfConfig([])).toThrow('Genesis: config is [], expected an object.');
  });

  test('an authority does not matter to a chain that began merged, nor does a hardfork that is null', () => {
    expect(fault({ ...merged, clique: {}, verkleTime: null })).toBe('none');
  });
});

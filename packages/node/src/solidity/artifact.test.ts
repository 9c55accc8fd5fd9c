import { expect, test } from 'vitest';
import { artifactsOf } from './artifact.ts';
import { isCodeOf } from './recognise.ts';
import { selectorOf, signaturesOf } from './selectors.ts';

const layout = {
  storage: [{ label: 'total', slot: '0', offset: 0, type: 't_uint256' }],
  types: { t_uint256: { encoding: 'inplace', label: 'uint256', numberOfBytes: '32' } },
};
const abi = [{ type: 'function', name: 'mint', inputs: [] }];
const known = {
  name: 'Token',
  layout: { variables: [{ label: 'total', slot: 0n, offset: 0, type: 't_uint256' }] },
  abi,
};

test.each([
  [
    'solc standard JSON',
    {
      contracts: {
        'a.sol': { Token: { abi, storageLayout: layout, evm: { deployedBytecode: { object: '6001' } } } },
      },
    },
  ],
  [
    'Hardhat build info',
    {
      output: {
        contracts: {
          'a.sol': { Token: { abi, storageLayout: layout, evm: { deployedBytecode: { object: '6001' } } } },
        },
      },
    },
  ],
  [
    'solc --combined-json',
    { contracts: { 'a.sol:Token': { abi, 'storage-layout': layout, 'bin-runtime': '6001' } } },
  ],
  ['Foundry', { abi, storageLayout: layout, deployedBytecode: { object: '0x6001' } }],
  ['Hardhat artifact', { contractName: 'Token', abi, deployedBytecode: '0x6001', storageLayout: layout }],
])('%s', (_, json) => {
  const artifacts = artifactsOf(json, '/out/Token.json')!;
  expect(artifacts).toMatchObject([known]);
  expect([...artifacts[0]!.code!.bytes]).toEqual([0x60, 0x01]);
});

test('a bare layout, a bare ABI, and neither', () => {
  expect(artifactsOf(layout, 'Token.json')).toMatchObject([{ ...known, abi: [], code: undefined }]);
  expect(artifactsOf(abi, 'x/Token.abi.json')).toMatchObject([{ name: 'Token', layout: undefined, abi }]);
  for (const other of [null, 7, 'x', {}, { block: {} }]) expect(artifactsOf(other, 'x')).toBeUndefined();
});

test('a layout with a broken entry is none: it would name the wrong variables', () => {
  const broken = [
    { ...layout, storage: [{ label: 'total', slot: 0, offset: 0, type: 't_uint256' }] },
    { ...layout, storage: [{ slot: '0', offset: 0, type: 't_uint256' }] },
    { ...layout, types: { t_uint256: { encoding: 'odd', label: '', numberOfBytes: '32' } } },
    { ...layout, types: [] },
  ];
  for (const storageLayout of broken)
    expect(artifactsOf({ abi, storageLayout }, 'x')?.[0]?.layout).toBeUndefined();
  expect(artifactsOf({ abi, storageLayout: { storage: [], types: null } }, 'x')?.[0]?.layout).toEqual({
    variables: [],
    types: {},
  });
});

test('code is recognised whatever its immutables, libraries and metadata', () => {
  const text = (middle: string, link: string, hash: string) => `60${middle}73${link}00a1${hash}0002`;
  const [artifact] = artifactsOf(
    {
      deployedBytecode: {
        object: text('00', `__$${'a'.repeat(34)}$__`, ''),
        immutableReferences: { 7: [{ start: 1, length: 1 }] },
      },
    },
    'x',
  )!;
  const onChain = (middle: string, hash = '') => Buffer.from(text(middle, 'cc'.repeat(20), hash), 'hex');
  expect(isCodeOf(artifact!.code!, onChain('77'))).toBe(true);
  expect(isCodeOf(artifact!.code!, Buffer.from('6077', 'hex'))).toBe(false);
  expect(isCodeOf(artifact!.code!, new Uint8Array())).toBe(false);
  const withMetadata = (hash: string) => Buffer.from(`6001fea1${hash}0005`, 'hex');
  const code = { bytes: withMetadata('11223344'), varying: [] };
  expect(isCodeOf(code, withMetadata('99999999'))).toBe(true);
  expect(isCodeOf(code, Buffer.from('6002fea1112233440005', 'hex'))).toBe(false);
});

test('selectors, with tuples written out', () => {
  expect(selectorOf('transfer(address,uint256)')).toBe('0xa9059cbb');
  const swap = {
    type: 'function',
    name: 'swap',
    inputs: [
      {
        type: 'tuple[]',
        components: [{ type: 'address' }, { type: 'tuple', components: [{ type: 'bool' }] }],
      },
    ],
  };
  const signatures = signaturesOf([
    swap,
    { type: 'event', name: 'Swap', inputs: [] },
    null,
    { type: 'function' },
  ]);
  expect([...signatures.values()]).toEqual(['swap((address,(bool))[])']);
});

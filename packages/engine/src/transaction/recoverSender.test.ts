import { expect, test } from 'vitest';
import type { Authorization, Transaction } from '../types.ts';
import { decodeTransaction } from './decode.ts';
import { signingHash, transactionHash } from './hash.ts';
import { recoverAuthority, recoverSender } from './recoverSender.ts';
import { SECP256K1_ORDER } from './signatureRange.ts';

/** The example of EIP-155. */
const example: Transaction = decodeTransaction(
  Buffer.from(
    'f86c098504a817c800825208943535353535353535353535353535353535353535880de0b6b3a76400008025a028ef61340bd939bc2195fe' +
      '537567866003e1a15d3c71ff63e1590620aa636276a067cbe9d8997f761aecb703304b3800ccf555c9f3dc64214b297fb1966a3b6d83',
    'hex',
  ),
);

test('the example of EIP-155', () => {
  expect(Buffer.from(signingHash(example)).toString('hex')).toBe(
    'daf5a779ae972f972197303d7b574746c7ef83eadac0f2791ad23db92e4c8e53',
  );
  expect(recoverSender(example)).toBe('0x9d8a62f656a8d1615c1294fd71e9cfb3e4855a4f');
  expect(transactionHash(example)).toBe('0x33469b22e9f636356c4160a87eb19df52b7412e8eac32a4a55ffe88ea8350788');
});

test('a signature of no key is an error', () => {
  expect(() => recoverSender({ ...example, r: 0n })).toThrow('belongs to no key');
});

test('a delegation that nobody can have signed has no authority', () => {
  const { r, s } = example;
  const delegation: Authorization = { chainId: 1n, address: example.to!, nonce: 0n, yParity: 0n, r, s };
  expect(recoverAuthority(delegation)).toMatch(/^0x[0-9a-f]{40}$/);
  const mirrored = { ...delegation, yParity: 1n, s: SECP256K1_ORDER - s };
  for (const invalid of [mirrored, { ...delegation, yParity: 2n }, { ...delegation, r: 0n }]) {
    expect(recoverAuthority(invalid)).toBeNull();
  }
});

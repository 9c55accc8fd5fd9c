import { expect, test } from 'vitest';
import { createAddress } from './deployments.ts';

// The example of https://ethereum.stackexchange.com/questions/760.
test.each([
  [0n, '0xcd234a471b72ba2f1ccf0a70fcaba648a5eecd8d'],
  [1n, '0x343c43a37d37dff08ae8c4a11544c718abb4fcf8'],
])('address of a contract by creator and nonce %i', (nonce, address) => {
  expect(createAddress('0x6ac7ea33f8831ea9dcc53393aaa88b25a785dbf0', nonce)).toBe(address);
});

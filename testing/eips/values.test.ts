/** What the opcodes of later hardforks compute, by the tables in their EIPs. */
import { expect, test } from 'vitest';
import { wordOf } from './runCode.ts';

const all = 2n ** 256n - 1n;
const top = 2n ** 255n;

test.each([
  ['1 0 SHL', 1n], // EIP-145
  ['1 255 SHL', top],
  ['1 256 SHL', 0n],
  [`${all} 1 SHL`, all - 1n],
  ['1 0 SHR', 1n],
  [`${top} 255 SHR`, 1n],
  [`${top} 256 SHR`, 0n],
  [`${top} ${all} SHR`, 0n],
  [`${top} 1 SAR`, top + top / 2n],
  [`${top} 255 SAR`, all],
  [`${top} 256 SAR`, all],
  [`${top - 1n} 254 SAR`, 1n],
  ['0 CLZ', 256n], // EIP-7939
  [`${top} CLZ`, 0n],
  [`${all} CLZ`, 0n],
  [`${top / 2n} CLZ`, 1n],
  ['1 CLZ', 255n],
])('%s is %i', async (source, value) => {
  expect(await wordOf(source, 'osaka')).toBe(value);
});

test('the slot of the block (EIP-7843)', async () => {
  expect(await wordOf('SLOTNUM', 'amsterdam')).toBe(12_345n);
});

test('transient storage is kept between frames and gone with a revert (EIP-1153)', async () => {
  // Called by itself: writes 7 and reverts. At first: writes 5, calls itself, reads 5.
  const source = `ADDRESS CALLER EQ @inner JUMPI
    5 1 TSTORE 0 0 0 0 0 ADDRESS GAS CALL POP 1 TLOAD @end JUMP
    inner: 7 1 TSTORE 0 0 REVERT end:`;
  expect(await wordOf(source, 'cancun')).toBe(5n);
});

test('copying memory over itself (EIP-5656)', async () => {
  expect(await wordOf('0x0102030405060708 0 MSTORE 8 24 25 MCOPY 32 MLOAD 248 SHR', 'cancun')).toBe(8n);
});

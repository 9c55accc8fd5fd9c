import { expect, test } from 'vitest';
import { asm } from './asm.ts';

test('numbers become the shortest push, labels two bytes', () => {
  const { code, labels } = asm('0 0x1234 loop: CALLDATALOAD @loop JUMPI DUP16 LOG4 SELFDESTRUCT');
  expect(code).toBe('0x60006112345b35610005578fa4ff');
  expect(labels.get('loop')).toBe(5);
});

test('a byte stands for itself', () => {
  expect(asm('DUPN #80 SWAPN #00 STOP').code).toBe('0xe680e70000');
});

test.each([
  ['NOPE', 'unknown word NOPE'],
  ['@nowhere JUMP', 'no label nowhere'],
  ['a: a:', 'label a is defined twice'],
])('refuses %s', (source, message) => {
  expect(() => asm(source)).toThrow(message);
});

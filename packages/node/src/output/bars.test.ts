import { expect, test } from 'vitest';
import { createColors } from '../terminal.ts';
import { bars } from './bars.ts';

const plain = createColors(false);
const bar = (label: string, value: number) => ({ label, value, text: `${value}`, color: 'green' as const });

test('bars are on one scale and no wider than told', () => {
  const picture = bars([bar('serial', 4), bar('a', 2.25), bar('b', 0)], 20, plain);
  expect(picture).toBe(
    'serial ██████████ 4\na      █████▋ 2.25\nb       0\n'.replace('██████████ 4', '██████████ 4'),
  );
});

test('nothing to draw', () => {
  expect(bars([], 80, plain)).toBe('');
  expect(bars([bar('a', 0)], 80, plain)).toBe('a  0\n');
});

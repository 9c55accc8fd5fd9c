import fc from 'fast-check';
import { expect, test } from 'vitest';
import { MessageSplitter, StreamError } from './splitter.ts';

test('cuts a stream into its messages wherever the chunks end', () => {
  const message = fc.oneof(
    fc.array(fc.jsonValue()),
    fc.dictionary(fc.string({ unit: 'binary' }), fc.jsonValue()),
  );
  fc.assert(
    fc.property(
      fc.array(fc.record({ value: message, gap: fc.constantFrom('', '\n', ' \r\n\t') })),
      fc.array(fc.nat(40)),
      (parts, cuts) => {
        const texts = parts.map(({ value }) => JSON.stringify(value));
        const bytes = Buffer.from(parts.map(({ gap }, i) => texts[i] + gap).join(''));
        const splitter = new MessageSplitter(1e6);
        const found: string[] = [];
        let at = 0;
        for (const cut of [...cuts, bytes.length]) {
          found.push(...splitter.push(bytes.subarray(at, at + cut)));
          at += cut;
        }
        expect(found).toEqual(texts);
      },
    ),
    { seed: 12, numRuns: 500 },
  );
});

test.each(['x', '1', '"a"', '{}x', ']'])('refuses what begins with no bracket: %s', (text) => {
  expect(() => new MessageSplitter(100).push(Buffer.from(text))).toThrow(StreamError);
});

test('refuses a message that is too long, and keeps no more of it', () => {
  const splitter = new MessageSplitter(100);
  splitter.push(Buffer.from(`["${'a'.repeat(90)}`));
  expect(() => splitter.push(Buffer.from('a'.repeat(20)))).toThrow('longer than 100 bytes');
});

import { expect, test } from 'vitest';
import { type Member, MemberSplitter } from './memberSplitter.ts';

/** The members of a text that comes in pieces of that size. */
function membersOf(text: string, pieceBytes = text.length): Member[] {
  const members: Member[] = [];
  const splitter = new MemberSplitter('open', (member) => members.push(member));
  const bytes = Buffer.from(text);
  for (let at = 0; at < bytes.length; at += pieceBytes) splitter.push(bytes.subarray(at, at + pieceBytes));
  splitter.end();
  return members;
}

const text = ` {"a": 1, "b\\"c" : "x}\\\\",
  "open": { "one": {"d":[1,{"e":"]"}]} , "two":"ü" },
  "nested": {"open": {"three": null}}, "last": true}
`;
const members = [
  { parent: undefined, key: 'a', text: '1' },
  { parent: undefined, key: 'b"c', text: '"x}\\\\"' },
  { parent: 'open', key: 'one', text: '{"d":[1,{"e":"]"}]}' },
  { parent: 'open', key: 'two', text: '"ü"' },
  { parent: undefined, key: 'nested', text: '{"open": {"three": null}}' },
  { parent: undefined, key: 'last', text: 'true' },
];

test.each([1, 2, 3, 7, 50, 1000])('members come whole from pieces of %i bytes', (pieceBytes) => {
  expect(membersOf(text, pieceBytes)).toEqual(members);
});

test('the opened member may be empty, or no object', () => {
  expect(membersOf('{"open":{}}')).toEqual([]);
  expect(membersOf('{"open":[{}]}')).toEqual([{ parent: undefined, key: 'open', text: '[{}]' }]);
});

test.each([
  ['[]', `byte 0 is "[]", expected '{'`],
  ['', 'byte 0 is missing, expected more: the text ends in the middle'],
  ['{"a":1', 'byte 6 is missing, expected more'],
  ['{"a":1}}', 'byte 7 is "}", expected nothing more'],
  ['{"a":1 "b":2}', `byte 7 is "\\"b\\":2}", expected ',' or '}'`],
  ['{"a":1,}', 'byte 7 is "}", expected a name in quotes'],
  ['{a:1}', 'byte 1 is "a:1}", expected a name in quotes'],
  ['{"a" 1}', `byte 5 is "1}", expected ':'`],
  ['{"a":}', 'byte 5 is "}", expected a value'],
  ['{"open":{"x":1}', 'expected more: the text ends in the middle'],
])('%s is refused', (broken, message) => {
  expect(() => membersOf(broken, 1)).toThrow(message.split(' is ')[0]);
  expect(() => membersOf(broken)).toThrow(message);
});

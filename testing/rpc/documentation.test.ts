import { readFileSync } from 'node:fs';
import { allMethods } from '@heddle/node';
import { expect, test } from 'vitest';

test('docs/rpc.md has a row for each method and for no other', () => {
  const page = readFileSync(new URL('../../docs/rpc.md', import.meta.url), 'utf8');
  const cells = page.split('\n').flatMap((line) => (line.startsWith('| `') ? [line.split('|')[1]!] : []));
  const listed = cells.flatMap((cell) => [...cell.matchAll(/`([a-z0-9]+_\w+)`/g)].map(([, name]) => name!));
  expect(listed.sort()).toEqual([...allMethods().keys()].sort());
});

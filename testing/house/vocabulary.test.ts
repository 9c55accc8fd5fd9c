import ts from 'typescript';
import { expect, test } from 'vitest';
import { readSources, type Source } from './sources.ts';

/** Words that other projects use for our concepts, and our word. The glossary is in docs/ARCHITECTURE.md. */
const synonyms: [forbidden: RegExp, ours: string][] = [
  [/tx_?idx|txn_?idx|txnIndex|transactionIdx/i, 'txIndex'],
  [/spec_?id$/i, 'hardfork'],
  [/rollback/i, 'revert'],
  [/snapshot/i, 'checkpoint'],
  [/coinbase/i, 'beneficiary'],
  [/capturedReads|lastInputOutput/i, 'readSet, writeSet'],
  [/mv_?(hashmap|memory)/i, 'multiVersionState'],
  [/exceptionalHalt/i, 'halt'],
  [/eip_?\d/i, 'a name in plain English, with the EIP cited at the line'],
];

/** Names that we do not choose: an opcode, matchers of vitest; fields and networks of the official fixtures and of genesis files. */
const given = /^(COINBASE|toMatch\w*Snapshot)$/;
const givenByFiles = /^(coinbase|currentCoinbase|EIP150|EIP158|eip15[058]Block)$/;

function identifiersOf(source: Source): Set<string> {
  const found = new Set<string>();
  const visit = (node: ts.Node): void => {
    if (ts.isIdentifier(node)) found.add(node.text);
    ts.forEachChild(node, visit);
  };
  visit(ts.createSourceFile(source.path, source.text, ts.ScriptTarget.Latest, false));
  return found;
}

function foreignWords(source: Source): string[] {
  const names = [...identifiersOf(source)].filter(
    (name) =>
      !given.test(name) &&
      !(givenByFiles.test(name) && /fixture|testNetworks|genesis|longChain/i.test(source.path)),
  );
  return names.flatMap((name) =>
    synonyms
      .filter(([forbidden]) => forbidden.test(name))
      .map(([, ours]) => `${source.path}: ${name} (ours: ${ours})`),
  );
}

test('each concept has one word', () => {
  expect(readSources().flatMap(foreignWords)).toEqual([]);
});

test('a synonym is noticed in names, not in strings, comments or given names', () => {
  const text = 'const tx_idx = "snapshot"; // rollback\nexpect(COINBASE).toMatchInlineSnapshot();';
  expect(foreignWords({ path: 'a.ts', text })).toEqual(['a.ts: tx_idx (ours: txIndex)']);
});

import { expect, test } from 'vitest';
import { devChain } from '../chainSpec.ts';
import { EMPTY_LIST_HASH } from '../hash.ts';
import type { Block, Hash, Header } from '../types.ts';
import { rewards } from './credits.ts';
import { headerHash } from './header.ts';
import { type Ancestor, validateOmmers } from './ommers.ts';

const spec = devChain('homestead');
const zero: Hash = `0x${'00'.repeat(32)}`;
const genesis: Header = {
  parentHash: zero,
  ommersHash: EMPTY_LIST_HASH,
  beneficiary: `0x${'01'.repeat(20)}`,
  stateRoot: zero,
  transactionsRoot: zero,
  receiptsRoot: zero,
  logsBloom: `0x${'00'.repeat(256)}`,
  difficulty: 131_072n,
  number: 0n,
  gasLimit: 10_000n,
  gasUsed: 0n,
  timestamp: 0n,
  extraData: '0x',
  mixHash: zero,
  nonce: '0x0000000000000000',
};

/** Ten seconds later, so the difficulty stays; `extraData` tells siblings apart. */
function after(parent: Header, extraData: Header['extraData'] = '0x'): Header {
  const { number, timestamp } = parent;
  return {
    ...parent,
    parentHash: headerHash(parent),
    number: number + 1n,
    timestamp: timestamp + 10n,
    extraData,
  };
}

/** Headers of blocks 0 to 9. */
const chain = [genesis];
for (let number = 1; number < 10; number++) chain.push(after(chain[number - 1]!));

/** What is wrong with these ommers of block 10. */
function fault(ommers: Header[], named: Header[] = []): string {
  const ancestors: Ancestor[] = chain.map((header) => ({
    header,
    ommers: header.number === 8n ? named : [],
  }));
  const block = { header: after(chain[9]!), ommers } as Block;
  try {
    validateOmmers(block, ancestors.reverse(), spec);
    return 'none';
  } catch (error) {
    return (error as Error).message;
  }
}

const uncle = after(chain[8]!, '0x01');
const oldest = after(chain[3]!, '0x01');

test.each<[string, Header[], Header[]?]>([
  ['none', []],
  ['none', [uncle, oldest]],
  ['3 of them', [uncle, oldest, after(chain[7]!, '0x01')]],
  ['named twice', [uncle, uncle]],
  ['named twice', [oldest], [oldest]],
  ['an ancestor', [chain[8]!]],
  ['no recent relative', [after(chain[2]!, '0x01')]],
  ['a sibling', [after(chain[9]!, '0x01')]],
  ['difficulty is 1', [{ ...uncle, difficulty: 1n }]],
])('%s', (expected, ommers, named) => {
  expect(fault(ommers, named)).toContain(expected);
});

test('a miner is paid for the block and for its ommers, and they are paid by age', () => {
  const block = { hardfork: 'homestead', header: after(chain[9]!), ommers: [uncle, oldest] } as Block;
  const ether = 10n ** 18n;
  expect(rewards(block).map(({ amount }) => amount)).toEqual([
    (5n * ether * 7n) / 8n,
    (5n * ether * 2n) / 8n,
    5n * ether + (2n * 5n * ether) / 32n,
  ]);
  expect(rewards({ ...block, hardfork: 'paris', ommers: [] })).toEqual([]);
});

/** The ways to execute a block that are explored: a mechanism, and what it is told beside the block. */
import {
  type Block,
  type ExecuteOptions,
  executeBlock,
  type Mechanism,
  type StateReader,
} from '@heddle/engine';

export type Options = ExecuteOptions & { mechanism: Mechanism };

/** Ways in which runs may read what is being written and throw it away later: races are no errors there. */
const racy = new Set(['locks', 'access-list']);

export function checksRaces(way: string): boolean {
  return !racy.has(way);
}

const ways: Record<string, (block: Block, state: StateReader) => Options | Promise<Options>> = {
  optimistic: () => ({ mechanism: 'optimistic' }),
  /** What is invalid, or does not fit, is skipped. */
  building: () => ({ mechanism: 'optimistic', skipInvalid: true }),
  /** A plan for blocks of payments alone, else what the first of each class of calls teaches. */
  locks: () => ({ mechanism: 'locks' }),
  /** A plan from the lists of the transactions; the blocks made by hand declare nothing, so calls stray from it. */
  'access-list': () => ({ mechanism: 'access-list', onUndeclared: 'fallback' }),
  /** A block access list, which serial execution writes. */
  listed: async (block, state) => {
    const options = { mechanism: 'serial', workers: 1, transactionsOnly: true, listAccesses: true } as const;
    const { blockAccessList } = await executeBlock(block, state, options);
    return { mechanism: 'access-list', ...(blockAccessList === undefined ? {} : { blockAccessList }) };
  },
  'message-passing': () => ({ mechanism: 'message-passing' }),
};

export const wayNames = Object.keys(ways);

/** @throws {Error} for a name that is none of {@link wayNames} */
export async function optionsOf(way: string, block: Block, state: StateReader): Promise<Options> {
  const options = ways[way];
  if (options === undefined) throw new Error(`there is no way ${way}; there are ${wayNames.join(', ')}`);
  return options(block, state);
}

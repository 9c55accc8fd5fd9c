import { method } from '../../method.ts';

/** Blocks that prove invalid are not kept. */
export const getBadBlocks = method('debug_getBadBlocks', [], () => []);

import { expect, test } from 'vitest';
import * as layout from '../assembly/trie/layout.ts';

const PHASES = layout.PHASE_ACCOUNTS + 1;
const lines = PHASES * layout.CTRL_LINE_BYTES;
const buffers = layout.AREA_BUFFER_COUNT * layout.AREA_BUFFER_BYTES;

test.each([
  ['stop, error', layout.CTRL_STOP, 8, layout.CTRL_ARENA],
  ['end, generation', layout.CTRL_ARENA_END, 8, layout.CTRL_SPLITS],
  ['splits', layout.CTRL_SPLITS, 4, layout.CTRL_CLAIMED],
  ['claimed tasks', layout.CTRL_CLAIMED, lines, layout.CTRL_DONE],
  ['done tasks', layout.CTRL_DONE, lines, layout.RUN_ACCOUNTS],
  ['run words', layout.RUN_ACCOUNTS, layout.RUN_GROUP + 4 - layout.RUN_ACCOUNTS, layout.STATE_TRIE],
  ['state trie', layout.STATE_TRIE, layout.TRIE_BYTES, layout.AREAS],
  ['areas', layout.AREAS, layout.MAX_AREAS * layout.AREA_BYTES, layout.ARENA],
  ['pair of states', layout.AREA_PAIR_STATE, 400, layout.AREA_PAIR_OTHER],
  ['other pair', layout.AREA_PAIR_OTHER, 400, layout.AREA_STATE],
  ['state', layout.AREA_STATE, 208, layout.AREA_ROUND_CONSTANTS],
  ['constants', layout.AREA_ROUND_CONSTANTS, 192, layout.AREA_WAITING],
  ['waiting messages', layout.AREA_WAITING, 5 * 4, layout.AREA_WAITING_TO],
  ['where they go', layout.AREA_WAITING_TO, 5 * 4, layout.AREA_FREE_BUFFERS],
  ['free buffers', layout.AREA_FREE_BUFFERS, layout.AREA_BUFFER_COUNT * 4, layout.AREA_FREE_COUNT],
  ['digest', layout.AREA_DIGEST, 32, layout.AREA_LEVELS],
  ['levels', layout.AREA_LEVELS, 65 * 4, layout.AREA_KEY],
  ['key', layout.AREA_KEY, 80, layout.AREA_KEY_LENGTH],
  ['paths', layout.AREA_PATH, 5 * 32, layout.AREA_BUFFERS],
  ['buffers', layout.AREA_BUFFERS, buffers, layout.AREA_RECORD],
  ['record', layout.AREA_RECORD, layout.AREA_RECORD_BYTES, layout.AREA_OUT],
  ['out', layout.AREA_OUT, layout.AREA_OUT_BYTES, layout.AREA_BYTES],
])('%s end before what follows them', (_, start, bytes, next) => {
  expect(start + bytes).toBeLessThanOrEqual(next);
});

test('a deletion has room for the longest key', () => {
  // What it is, the account, the path, its length.
  expect(layout.DELETION_KEY + 1 + 32 + 32 + 1).toBeLessThanOrEqual(layout.DELETION_BYTES);
});

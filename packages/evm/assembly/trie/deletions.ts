/** Records whose branches are no more. They stay in a list of the thread until everything is written. */
import { area } from './area';
import { take } from './arena';
import { recordKey, recordKeyLength, writeBranchKey } from './key';
import { AREA_DELETIONS, DELETION_BYTES, DELETION_KEY, DELETION_LENGTH, DELETION_NEXT } from './layout';

/** The branch at the first `point` nibbles of `path` is gone. */
export function noteDeletion(path: usize, point: u32): void {
  writeBranchKey(path, point);
  const deletion = take(DELETION_BYTES);
  store<u32>(deletion, load<u32>(area, AREA_DELETIONS), DELETION_NEXT);
  store<u8>(deletion, <u8>recordKeyLength(), DELETION_LENGTH);
  memory.copy(deletion + DELETION_KEY, recordKey(), recordKeyLength());
  store<u32>(area, <u32>deletion, AREA_DELETIONS);
}

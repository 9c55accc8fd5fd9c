/** Who met a location first: kept for reports on conflicts, see RECORDS_ORIGINS. */
import { frame } from './context';
import {
  BLOCK_RECORDS,
  FRAME_INPUT,
  FRAME_INPUT_LENGTH,
  FRAME_SELF,
  LOCAL_SHARED,
  RECORDS_ORIGINS,
} from './layout';

/** True when the block keeps such notes. */
export function recordsOrigins(): bool {
  return (load<u32>(BLOCK_RECORDS) & RECORDS_ORIGINS) != 0;
}

/** Notes the contract and the selector of the frame that met an entry first; none outside all frames. */
export function noteOrigin(made: usize, by: usize, selector: usize): void {
  if (frame == 0) return;
  store<u32>(made + by, load<u32>(load<u32>(frame, FRAME_SELF), LOCAL_SHARED));
  if (load<u32>(frame, FRAME_INPUT_LENGTH) >= 4)
    store<u32>(made + selector, load<u32>(load<u32>(frame, FRAME_INPUT)));
}

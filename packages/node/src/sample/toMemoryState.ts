import { MemoryState } from '@heddle/engine';
import type { World } from './world.ts';

/** The world as a state that blocks execute over. */
export function toMemoryState(world: World): MemoryState {
  return new MemoryState(world);
}

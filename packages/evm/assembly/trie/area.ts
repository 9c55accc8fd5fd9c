/** The area of the calling thread, which every instance of the module knows for itself. */
import { AREA_BYTES, AREAS } from './layout';

/** Address of the area. */
export let area: usize = 0;

/** From now on this instance works for the thread `index`. */
export function chooseArea(index: u32): void {
  area = <usize>AREAS + <usize>index * AREA_BYTES;
}

/** How much address space lmdb is given for a file. */
import { readFileSync } from 'node:fs';

/** 256 GiB: lmdb moves the map when a file outgrows it, while other threads read; so it begins with a size that few reach. It takes no memory. */
const AMPLE = 2 ** 38;
/** Where address space is limited: the map grows with the file. */
const SCARCE = 2 ** 30;

export function mapBytes(): number {
  return isAddressSpaceLimited() ? SCARCE : AMPLE;
}

function isAddressSpaceLimited(): boolean {
  try {
    return !/^Max address space +unlimited/m.test(readFileSync('/proc/self/limits', 'utf8'));
  } catch {
    return false; // not Linux
  }
}

/** Looking for a leaf. */
import { extensionKeyOf, extensionOf, kindOf } from './branch';
import { KIND_BRANCH, LEAF_KEY } from './layout';
import { sameBytes } from './leaf';
import { firstDifference, nibbleAt } from './nibbles';
import { childAt } from './update';

/** The leaf with that key below a node that stands below the first `depth` nibbles of it; 0 when there is none. */
export function findLeaf(node: usize, key: usize, depth: u32): usize {
  while (node != 0 && kindOf(node) == KIND_BRANCH) {
    const point = depth + extensionOf(node);
    if (point != depth && firstDifference(extensionKeyOf(node), key) < point) return 0;
    node = childAt(node, nibbleAt(key, point), key, point);
    depth = point + 1;
  }
  return node != 0 && sameBytes(node + LEAF_KEY, key) ? node : 0;
}

import { checkBodies } from '../../consensus/bodies.ts';
import { formatListedBody } from '../../consensus/formatPayload.ts';
import { method } from '../../method.ts';
import { hash } from '../../params/hex.ts';
import { listOf } from '../../params/param.ts';

export const getPayloadBodiesByHashV2 = method(
  'engine_getPayloadBodiesByHashV2',
  [listOf(hash)],
  ({ chain }, [hashes]) => {
    checkBodies(hashes.length);
    return hashes.map((wanted) => {
      const block = chain.block(wanted);
      return block === undefined ? null : formatListedBody(block, chain.accessList(wanted));
    });
  },
);

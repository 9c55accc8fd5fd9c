import { checkBodies } from '../../consensus/bodies.ts';
import { formatBody } from '../../consensus/formatPayload.ts';
import { method } from '../../method.ts';
import { hash } from '../../params/hex.ts';
import { listOf } from '../../params/param.ts';

export const getPayloadBodiesByHashV1 = method(
  'engine_getPayloadBodiesByHashV1',
  [listOf(hash)],
  ({ chain }, [hashes]) => {
    checkBodies(hashes.length);
    return hashes.map((wanted) => {
      const block = chain.block(wanted);
      return block === undefined ? null : formatBody(block);
    });
  },
);

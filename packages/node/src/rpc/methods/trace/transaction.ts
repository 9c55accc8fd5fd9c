import { method } from '../../method.ts';
import { hash } from '../../params/hex.ts';
import { findTransaction } from '../findTransaction.ts';

export const transaction = method(
  'trace_transaction',
  [hash],
  async ({ chain, traces }, [wanted], { signal }) => {
    const found = findTransaction(chain, wanted);
    return found && (await traces.flat(found.block, signal, found.place.txIndex)).flat();
  },
);

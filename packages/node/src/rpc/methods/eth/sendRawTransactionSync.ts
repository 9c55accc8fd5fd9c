import type { Hash } from '@heddle/engine';
import type { RpcContext } from '../../context.ts';
import { RpcError, rpcCodes } from '../../errors.ts';
import { lesser } from '../../lesser.ts';
import { method } from '../../method.ts';
import { count, data } from '../../params/hex.ts';
import { optional } from '../../params/param.ts';
import { receiptOf } from '../receiptOf.ts';
import { sendRaw } from '../sendRaw.ts';

/** Milliseconds; the second is the most that a caller may ask for, as geth has them. */
const DEFAULT_WAIT = 20_000n;
const LONGEST_WAIT = 60_000n;

/** Sends and waits for the receipt (EIP-7966). */
export const sendRawTransactionSync = method(
  'eth_sendRawTransactionSync',
  [data, optional(count, DEFAULT_WAIT)],
  async (context, [raw, wanted], { signal }) => {
    const wait = lesser(wanted, LONGEST_WAIT);
    const hash = await sendRaw(context, raw);
    return receiptWithin(context, hash, Number(wait), signal);
  },
);

/** @throws RpcError 4 with the hash as data when no block brought the transaction in time */
function receiptWithin(
  { chain, heads }: RpcContext,
  hash: Hash,
  waitMs: number,
  signal: AbortSignal,
): Promise<unknown> {
  const known = receiptOf(chain, hash);
  if (known !== undefined) return Promise.resolve(known);
  return new Promise((resolve, reject) => {
    const end = () => {
      clearTimeout(timer);
      stop();
      signal.removeEventListener('abort', giveUp);
    };
    const giveUp = () => {
      end();
      const message = `the transaction was sent but not mined within ${waitMs} ms`;
      reject(new RpcError(rpcCodes.syncTimeout, message, hash));
    };
    const timer = setTimeout(giveUp, waitMs);
    signal.addEventListener('abort', giveUp);
    const stop = heads.listen(() => {
      const receipt = receiptOf(chain, hash);
      if (receipt === undefined) return;
      end();
      resolve(receipt);
    });
  });
}

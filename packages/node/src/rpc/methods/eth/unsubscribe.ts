import { RpcError, rpcCodes, serverError } from '../../errors.ts';
import { method } from '../../method.ts';
import { data } from '../../params/hex.ts';

export const unsubscribe = method('eth_unsubscribe', [data], (_context, [id], { subscriber }) => {
  if (subscriber === undefined) {
    throw new RpcError(
      rpcCodes.methodNotFound,
      'notifications not supported: subscribe over WebSocket or IPC',
    );
  }
  if (subscriber.close(id)) return true;
  throw serverError('subscription not found');
});

import { invalidParams, RpcError, rpcCodes } from '../../errors.ts';
import { subscriptionKinds } from '../../filters/subscriptions.ts';
import { method } from '../../method.ts';
import { anything, optional, text } from '../../params/param.ts';

export const subscribe = method(
  'eth_subscribe',
  [text, optional(anything, undefined)],
  (context, [kind, option], { subscriber }) => {
    if (subscriber === undefined) {
      throw new RpcError(
        rpcCodes.methodNotFound,
        'notifications not supported: subscribe over WebSocket or IPC',
      );
    }
    const start = subscriptionKinds.get(kind);
    if (start === undefined) throw invalidParams(`no "${kind}" subscription in eth namespace`);
    return subscriber.open(start(context, option));
  },
);

/** What a client can be told of as it happens. */
import { part, type RpcContext } from '../context.ts';
import { invalidParams, ParamError } from '../errors.ts';
import { formatHeader } from '../format/header.ts';
import { formatTransaction } from '../format/transaction.ts';
import { syncStatusOf } from '../methods/eth/syncing.ts';
import { logFilter } from '../params/filter.ts';
import { boolean, type Param } from '../params/param.ts';
import { logsOfEvent } from './logEvents.ts';

/** Begins to listen; returns what ends it. */
type Start = (notify: (result: unknown) => void) => () => void;

/** @param option the second parameter of eth_subscribe, undefined when there is none */
type Kind = (context: RpcContext, option: unknown) => Start;

/** @throws RpcError naming the parameter */
function readOption<Value>(param: Param<Value>, option: unknown): Value {
  try {
    return param.read(option);
  } catch (error) {
    if (error instanceof ParamError) throw invalidParams(`invalid argument 1: ${error.message}`);
    throw error;
  }
}

const newHeads: Kind =
  ({ heads }) =>
  (notify) =>
    heads.listen(({ added }) => {
      for (const { hash, header } of added) notify(formatHeader(hash, header));
    });

/** Logs of blocks that are gone come with `removed`. A range of blocks in the filter says nothing here. */
const logs: Kind = ({ heads }, option) => {
  const filter = readOption(logFilter, option ?? {});
  return (notify) =>
    heads.listen((event) => {
      for (const log of logsOfEvent(event, filter)) notify(log);
    });
};

const newPendingTransactions: Kind = (context, option) => {
  const pool = part(context, 'pool');
  const isFull = option === undefined ? false : readOption(boolean, option);
  return (notify) =>
    pool.onPending((added) => {
      for (const { hash, transaction } of added) notify(isFull ? formatTransaction(transaction) : hash);
    });
};

/** Tells when it begins, with how far behind the node is, and when it ends. */
const syncing: Kind = (context) => (notify) =>
  context.sync?.onChange(() => {
    const status = syncStatusOf(context);
    notify(status === false ? false : { syncing: true, status });
  }) ?? (() => {});

export const subscriptionKinds: ReadonlyMap<string, Kind> = new Map(
  Object.entries({ newHeads, logs, newPendingTransactions, syncing }),
);

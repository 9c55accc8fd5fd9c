/** Methods for development have a name in each of the namespaces that tools of this kind made up. */
import { method, type RpcMethod } from '../../rpc/method.ts';
import type { Param } from '../../rpc/params/param.ts';
import type { Development } from '../development.ts';

/** The rows that one method becomes for a development chain. */
export type DevelopmentMethod = (development: Development) => readonly RpcMethod[];

/** One method under several names; `run` gets the chain and the values of the parameters. */
export function developmentMethod<const Params extends readonly Param<unknown>[]>(
  names: readonly string[],
  params: Params,
  run: (
    development: Development,
    values: { [Index in keyof Params]: Params[Index] extends Param<infer Value> ? Value : never },
  ) => unknown,
): DevelopmentMethod {
  return (development) =>
    names.map((name) => method(name, params, (_context, values) => run(development, values as never)));
}

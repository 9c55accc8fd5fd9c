/** What a method is: its name, its parameters in order, and what it does. */
import type { Call } from './call.ts';
import type { RpcContext } from './context.ts';
import type { Param } from './params/param.ts';

/** The values that a list of parameters reads. */
type ValuesOf<Params extends readonly Param<unknown>[]> = {
  [Index in keyof Params]: Params[Index] extends Param<infer Value> ? Value : never;
};

export interface RpcMethod {
  name: string;
  params: readonly Param<unknown>[];
  /** @param values one for each of `params`, as they read them */
  run(context: RpcContext, values: readonly unknown[], call: Call): unknown;
}

/**
 * One row of a table of methods.
 *
 * @param run returns what is sent as JSON, or a promise of it; undefined is sent as null
 */
export function method<const Params extends readonly Param<unknown>[]>(
  name: string,
  params: Params,
  run: (context: RpcContext, values: ValuesOf<Params>, call: Call) => unknown,
): RpcMethod {
  return { name, params, run: (context, values, call) => run(context, values as ValuesOf<Params>, call) };
}

/** Methods by name. */
export type MethodTable = ReadonlyMap<string, RpcMethod>;

/** @throws RangeError for two methods of one name: a mistake in a table */
export function tableOf(methods: readonly RpcMethod[]): MethodTable {
  const table = new Map(methods.map((row) => [row.name, row]));
  if (table.size !== methods.length) throw new RangeError('two methods have the same name');
  return table;
}

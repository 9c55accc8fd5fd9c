/** Every method that there is. A new one has its file in the folder of its namespace and its line in that folder's table. */
import { type MethodTable, type RpcMethod, tableOf } from '../method.ts';
import { debugMethods } from './debug/index.ts';
import { engineMethods } from './engine/index.ts';
import { ethMethods } from './eth/index.ts';
import { netMethods } from './net/index.ts';
import { modules } from './rpc/modules.ts';
import { traceMethods } from './trace/index.ts';
import { txpoolMethods } from './txpool/index.ts';
import { web3Methods } from './web3/index.ts';

/** Methods by the namespace under which they are switched on. */
const namespaces = {
  eth: ethMethods,
  net: netMethods,
  web3: web3Methods,
  txpool: txpoolMethods,
  debug: debugMethods,
  trace: traceMethods,
} as const;

export type Namespace = keyof typeof namespaces;
export const allNamespaces = Object.keys(namespaces) as readonly Namespace[];

/** What a consensus client may call beside the Engine API itself (execution-apis, `src/engine/common.md`). */
const ethForConsensus = new Set([
  'eth_blockNumber',
  'eth_call',
  'eth_chainId',
  'eth_getBlockByHash',
  'eth_getBlockByNumber',
  'eth_getCode',
  'eth_getLogs',
  'eth_sendRawTransaction',
  'eth_syncing',
]);

/**
 * The methods of these namespaces, and rpc_modules.
 *
 * @param further methods of parts that stand outside, such as those for development
 */
export function publicMethods(names: readonly Namespace[], further: readonly RpcMethod[] = []): MethodTable {
  const shown = [...names, ...new Set(further.map(({ name }) => name.split('_')[0]!)), 'rpc'];
  const own = names.flatMap((name): readonly RpcMethod[] => namespaces[name]);
  return tableOf([...own, ...further, modules([...new Set(shown)])]);
}

/** The methods of the port for the consensus client. */
export function consensusMethods(): MethodTable {
  return tableOf([
    ...engineMethods,
    ...ethMethods.filter(({ name }) => ethForConsensus.has(name)),
    modules(['engine', 'eth', 'rpc']),
  ]);
}

/** Everything that there is, for tests and documentation. */
export function allMethods(): MethodTable {
  return tableOf([...publicMethods(allNamespaces).values(), ...engineMethods]);
}

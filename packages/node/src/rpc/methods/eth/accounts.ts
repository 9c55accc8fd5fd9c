import { method } from '../../method.ts';

/** Those whose keys the node holds. */
export const accounts = method('eth_accounts', [], (context) => context.accounts?.addresses() ?? []);

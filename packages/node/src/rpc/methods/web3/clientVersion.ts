import { method } from '../../method.ts';

export const clientVersion = method('web3_clientVersion', [], (context) => context.clientVersion);

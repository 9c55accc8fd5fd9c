import { method } from '../../method.ts';

/** The network id, which is the chain id, in decimal. */
export const version = method('net_version', [], ({ chain }) => chain.spec.chainId.toString());

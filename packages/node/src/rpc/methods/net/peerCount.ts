import { method } from '../../method.ts';

/** Blocks come from a consensus client or are made here, never from peers. */
export const peerCount = method('net_peerCount', [], () => '0x0');

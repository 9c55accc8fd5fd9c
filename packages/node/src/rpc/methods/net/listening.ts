import { method } from '../../method.ts';

/** Always: tools take it for a sign of life. There are no peers to listen to. */
export const listening = method('net_listening', [], () => true);

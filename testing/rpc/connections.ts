/** Connections for tests of the transports. */
import { once } from 'node:events';
import { connect, type Socket } from 'node:net';

export const chainId = '{"jsonrpc":"2.0","id":1,"method":"eth_chainId"}';
export const answered = { jsonrpc: '2.0', id: 1, result: '0x539' };
export const port = (url: string) => Number(new URL(url).port);
export const settled = (ms = 50) => new Promise((resolve) => setTimeout(resolve, ms));

/** A bare connection, and what came over it. */
export async function bare(url: string): Promise<{ socket: Socket; received: () => string }> {
  const socket = connect(port(url), '127.0.0.1');
  const parts: Buffer[] = [];
  socket.on('data', (part) => parts.push(part));
  socket.on('error', () => {});
  await once(socket, 'connect');
  return { socket, received: () => Buffer.concat(parts).toString() };
}

/** The port for HTTP and WebSocket. */
import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import type { Dispatcher } from '../dispatcher.ts';
import { Activity } from './activity.ts';
import { answerHttp, type HttpRules } from './answerHttp.ts';
import { openWebSockets } from './openWebSockets.ts';

/** Where calls come in. */
export interface Listener {
  /** `http://127.0.0.1:8545`, or the path of an IPC socket. */
  address: string;
  /** Takes no more calls, lets those that run finish, for `graceMs` at most, and then closes every connection. */
  close(graceMs: number): Promise<void>;
}

export interface HttpOptions extends HttpRules {
  host: string;
  /** 0 for any that is free. */
  port: number;
}

/** Milliseconds between looks for connections that are too slow. */
const CHECK_MS = 1_000;

/** @throws NodeJS.ErrnoException when the port is taken or may not be used */
export async function openHttp(dispatcher: Dispatcher, options: HttpOptions): Promise<Listener> {
  const activity = new Activity();
  const server = makeServer(dispatcher, options, activity);
  const webSockets = openWebSockets(server, dispatcher, options, activity);
  await listen(server, options);
  const { address, family, port } = server.address() as AddressInfo;
  return {
    address: `http://${family === 'IPv6' ? `[${address}]` : address}:${port}`,
    async close(graceMs) {
      const closed = new Promise<void>((resolve) => server.close(() => resolve()));
      webSockets.refuse();
      await activity.idle(graceMs);
      webSockets.close();
      server.closeAllConnections();
      await closed;
    },
  };
}

function makeServer(dispatcher: Dispatcher, rules: HttpRules, activity: Activity): Server {
  const { limits } = dispatcher;
  const server = createServer(
    {
      headersTimeout: limits.headersTimeoutMs,
      requestTimeout: limits.requestTimeoutMs,
      keepAliveTimeout: limits.idleTimeoutMs,
      connectionsCheckingInterval: CHECK_MS,
    },
    async (request, response) => {
      const done = activity.begin();
      response.on('close', done);
      if (!server.listening) response.setHeader('connection', 'close');
      try {
        await answerHttp(request, response, dispatcher, rules);
      } catch (error) {
        // A request that breaks off in the middle is the client's affair; anything else is ours.
        if (!request.destroyed) dispatcher.onBug(error);
        response.destroy();
      }
    },
  );
  server.maxConnections = limits.maxSockets;
  // Also a client that does not read its answer: nothing moves, and it is longer than any answer takes.
  server.timeout = limits.answerTimeoutMs + limits.idleTimeoutMs;
  return server;
}

function listen(server: Server, { host, port }: HttpOptions): Promise<void> {
  return new Promise((resolve, reject) => {
    server.once('error', reject);
    server.listen(port, host, () => {
      server.off('error', reject);
      resolve();
    });
  });
}

/** WebSockets on the port of HTTP. */
import type { IncomingMessage, Server } from 'node:http';
import type { Duplex } from 'node:stream';
import { type WebSocket, WebSocketServer } from 'ws';
import type { Dispatcher } from '../dispatcher.ts';
import type { Activity } from './activity.ts';
import type { HttpRules } from './answerHttp.ts';
import { isAllowedHost, isAllowedOrigin } from './origins.ts';
import { Session } from './session.ts';

/** Code for a server that goes away (RFC 6455, 7.4.1). */
const GOING_AWAY = 1001;

export interface WebSockets {
  /** New connections are refused from now on. */
  refuse(): void;
  close(): void;
}

/** Takes upgrades of `server`. */
export function openWebSockets(
  server: Server,
  dispatcher: Dispatcher,
  rules: HttpRules,
  activity: Activity,
): WebSockets {
  const { maxRequestBytes, idleTimeoutMs } = dispatcher.limits;
  const sockets = new WebSocketServer({
    noServer: true,
    maxPayload: maxRequestBytes,
    perMessageDeflate: false,
  });
  let isClosing = false;
  server.on('upgrade', (request: IncomingMessage, socket: Duplex, head: Buffer) => {
    socket.on('error', () => socket.destroy());
    const refusal = isClosing ? '503 Service Unavailable' : refuse(request, rules);
    if (refusal !== undefined) {
      socket.end(`HTTP/1.1 ${refusal}\r\nconnection: close\r\ncontent-length: 0\r\n\r\n`);
      return;
    }
    sockets.handleUpgrade(request, socket, head, (client) => serve(client, dispatcher, activity));
  });
  const heartbeat = keepAlive(sockets, idleTimeoutMs);
  return {
    refuse() {
      isClosing = true;
    },
    close() {
      clearInterval(heartbeat);
      for (const client of sockets.clients) {
        client.close(GOING_AWAY);
        client.terminate();
      }
    },
  };
}

function refuse(request: IncomingMessage, rules: HttpRules): string | undefined {
  if (!isAllowedHost(request, rules) || !isAllowedOrigin(request, rules)) return '403 Forbidden';
  return rules.refusalOf?.(request) === undefined ? undefined : '401 Unauthorized';
}

function serve(client: WebSocket, dispatcher: Dispatcher, activity: Activity): void {
  const session = new Session(
    dispatcher,
    {
      send: (text) => client.send(text),
      queuedBytes: () => client.bufferedAmount,
      pause: () => client.pause(),
      resume: () => client.resume(),
      drop: () => client.terminate(),
    },
    activity,
  );
  client.on('message', (data) => void session.receive(data.toString()));
  client.on('close', () => session.end());
  // What the client did wrong, the library tells it with a close code; `close` follows.
  client.on('error', () => {});
}

/** Pings every client and drops those that did not answer the last one: a connection can be gone without a word. */
function keepAlive(sockets: WebSocketServer, idleTimeoutMs: number): NodeJS.Timeout {
  const unanswered = new WeakSet<WebSocket>();
  return setInterval(() => {
    for (const client of sockets.clients) {
      if (unanswered.has(client)) {
        client.terminate();
        continue;
      }
      unanswered.add(client);
      client.once('pong', () => unanswered.delete(client));
      client.ping();
    }
  }, idleTimeoutMs).unref();
}

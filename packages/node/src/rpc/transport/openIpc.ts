/** The socket for programs on the same machine: a path, or a named pipe on Windows. */
import { chmod, unlink } from 'node:fs/promises';
import { connect, createServer, type Server, type Socket } from 'node:net';
import type { Dispatcher } from '../dispatcher.ts';
import { MessageSplitter } from '../framing/splitter.ts';
import { Activity } from './activity.ts';
import type { Listener } from './openHttp.ts';
import { Session } from './session.ts';

/** @throws NodeJS.ErrnoException when another node listens there, or the path cannot be used */
export async function openIpc(dispatcher: Dispatcher, path: string): Promise<Listener> {
  const activity = new Activity();
  const clients = new Set<Socket>();
  const server = createServer((socket) => {
    clients.add(socket);
    socket.on('close', () => clients.delete(socket));
    serve(socket, dispatcher, activity);
  });
  server.maxConnections = dispatcher.limits.maxSockets;
  await removeLeftover(path);
  await listen(server, path);
  if (process.platform !== 'win32') await chmod(path, 0o600);
  return {
    address: path,
    async close(graceMs) {
      const closed = new Promise<void>((resolve) => server.close(() => resolve()));
      await activity.idle(graceMs);
      for (const socket of clients) socket.destroySoon();
      await closed;
    },
  };
}

function serve(socket: Socket, dispatcher: Dispatcher, activity: Activity): void {
  const splitter = new MessageSplitter(dispatcher.limits.maxRequestBytes);
  const session = new Session(
    dispatcher,
    {
      send: (text) => socket.write(`${text}\n`),
      queuedBytes: () => socket.writableLength,
      pause: () => socket.pause(),
      resume: () => socket.resume(),
      drop: () => socket.destroy(),
    },
    activity,
  );
  socket.on('data', (bytes) => {
    try {
      for (const message of splitter.push(bytes)) void session.receive(message);
    } catch {
      // Where the next message begins cannot be told any more.
      socket.destroy();
    }
  });
  socket.on('close', () => session.end());
  socket.on('error', () => socket.destroy());
}

/** A node that was killed leaves its socket behind; one that answers is alive, and listening will then fail. */
async function removeLeftover(path: string): Promise<void> {
  if (process.platform === 'win32') return;
  const code = await new Promise<string | undefined>((resolve) => {
    const probe = connect(path, () => {
      probe.destroy();
      resolve(undefined);
    });
    probe.on('error', (error: NodeJS.ErrnoException) => resolve(error.code));
  });
  if (code === 'ECONNREFUSED') await unlink(path);
}

function listen(server: Server, path: string): Promise<void> {
  return new Promise((resolve, reject) => {
    server.once('error', reject);
    server.listen(path, () => {
      server.off('error', reject);
      resolve();
    });
  });
}

/** JSON-RPC of a node: what the methods stand on, and where calls come in. */
import { Calls } from './calls/calls.ts';
import { Traces } from './calls/traces.ts';
import type { RpcContext } from './context.ts';
import { Dispatcher } from './dispatcher.ts';
import { Filters } from './filters/filters.ts';
import { HeadEvents } from './filters/headEvents.ts';
import { defaultRpcLimits, engineLimits, type RpcLimits } from './limits.ts';
import { followChain } from './logs/followChain.ts';
import { BloomIndex } from './logs/logIndex.ts';
import type { RpcMethod } from './method.ts';
import { consensusMethods, type Namespace, publicMethods } from './methods/index.ts';
import { tokenFault } from './transport/jwt.ts';
import { type Listener, openHttp } from './transport/openHttp.ts';
import { openIpc } from './transport/openIpc.ts';
import type { Origins } from './transport/origins.ts';

/** The parts of a node that the methods stand on; what belongs to JSON-RPC alone is made here. */
export type RpcParts = Omit<RpcContext, 'calls' | 'traces' | 'logIndex' | 'heads' | 'filters' | 'limits'>;

export interface RpcServerOptions {
  /** The port for everybody: HTTP and WebSocket. */
  http?: { host: string; port: number } & Origins;
  /** Path of the IPC socket. */
  ipcPath?: string;
  /** The port for the consensus client. */
  engine?: { host: string; port: number; jwtSecret: Uint8Array } & Origins;
  /** Namespaces that are switched on for everybody. */
  namespaces: readonly Namespace[];
  /** Methods of other parts of the node. */
  methods?: readonly RpcMethod[];
  limits?: Partial<RpcLimits>;
  /** Gets what is thrown and is a bug of ours. */
  onBug: (error: unknown) => void;
}

export interface RpcServer {
  http: string | undefined;
  ipc: string | undefined;
  engine: string | undefined;
  /** Lets running calls finish, for `graceMs` at most. */
  close(graceMs?: number): Promise<void>;
}

/** Milliseconds that running calls have when the node shuts down. */
const GRACE_MS = 5_000;

/** @throws NodeJS.ErrnoException when a port or path cannot be used; nothing is left open then */
export async function startRpcServer(parts: RpcParts, options: RpcServerOptions): Promise<RpcServer> {
  const limits = { ...defaultRpcLimits, ...options.limits };
  const logIndex = new BloomIndex();
  const heads = new HeadEvents(parts.chain, options.onBug);
  const filters = new Filters(limits);
  const [calls, traces] = [new Calls(parts.chain), new Traces(parts.chain)];
  const context: RpcContext = { ...parts, calls, traces, logIndex, heads, filters, limits };
  const unfollow = followChain(parts.chain, logIndex);
  const listeners: Listener[] = [];
  const close = async (graceMs = GRACE_MS) => {
    await Promise.all(listeners.map((listener) => listener.close(graceMs)));
    filters.close();
    heads.close();
    unfollow();
  };
  try {
    return { ...(await openAll(context, options, listeners)), close };
  } catch (error) {
    await close(0);
    throw error;
  }
}

async function openAll(context: RpcContext, options: RpcServerOptions, listeners: Listener[]) {
  const { http, ipcPath, engine, onBug } = options;
  const methods = publicMethods(options.namespaces, options.methods);
  const dispatcher = new Dispatcher({ context, methods, limits: context.limits, onBug });
  const open = async (opening: Promise<Listener>) => {
    const listener = await opening;
    listeners.push(listener);
    return listener.address;
  };
  return {
    http: http && (await open(openHttp(dispatcher, http))),
    ipc: ipcPath === undefined ? undefined : await open(openIpc(dispatcher, ipcPath)),
    engine: engine && (await open(openEngine(context, engine, onBug))),
  };
}

function openEngine(
  context: RpcContext,
  engine: NonNullable<RpcServerOptions['engine']>,
  onBug: (error: unknown) => void,
): Promise<Listener> {
  const limits = engineLimits;
  const dispatcher = new Dispatcher({
    context: { ...context, limits },
    methods: consensusMethods(),
    limits,
    onBug,
  });
  return openHttp(dispatcher, {
    ...engine,
    refusalOf: (request) => tokenFault(request, engine.jwtSecret, Date.now() / 1_000),
  });
}

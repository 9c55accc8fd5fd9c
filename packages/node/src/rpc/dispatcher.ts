/** Runs calls: finds the method, reads its parameters, keeps to the limits. */
import type { Call } from './call.ts';
import type { RpcContext } from './context.ts';
import { invalidParams, limitExceeded, ParamError, RpcError, rpcCodes } from './errors.ts';
import type { RpcLimits } from './limits.ts';
import type { MethodTable, RpcMethod } from './method.ts';
import { Queue } from './queue.ts';

export interface DispatcherOptions {
  context: RpcContext;
  methods: MethodTable;
  limits: RpcLimits;
  /** Gets what is thrown and is nobody's mistake but ours. */
  onBug: (error: unknown) => void;
}

export class Dispatcher {
  readonly limits: RpcLimits;
  readonly onBug: (error: unknown) => void;
  readonly #context: RpcContext;
  readonly #methods: MethodTable;
  readonly #queue: Queue;

  constructor({ context, methods, limits, onBug }: DispatcherOptions) {
    this.#context = context;
    this.#methods = methods;
    this.limits = limits;
    this.onBug = onBug;
    this.#queue = new Queue(limits.maxRunningCalls, limits.maxWaitingCalls);
  }

  /**
   * Runs one call.
   *
   * @returns its result as JSON text
   * @throws RpcError, HeddleError, or a bug of ours
   */
  async call(name: string, params: unknown, call: Call): Promise<string> {
    const found = this.#methods.get(name);
    if (found === undefined) {
      throw new RpcError(rpcCodes.methodNotFound, `the method ${name} does not exist/is not available`);
    }
    const values = readParams(found, params);
    if (call.signal.aborted) throw timedOut();
    const running = this.#queue.enter(() => {
      if (call.signal.aborted) throw timedOut();
      return found.run(this.#context, values, call);
    });
    if (running === undefined) {
      throw limitExceeded(`too many calls wait, at most ${this.limits.maxWaitingCalls}`);
    }
    return jsonOf(await untilAborted(running, call.signal), this.limits.maxResponseBytes);
  }
}

const timedOut = () => new RpcError(rpcCodes.timeout, 'request timed out');

/** @throws RpcError -32602 naming the parameter */
function readParams({ params }: RpcMethod, given: unknown): unknown[] {
  if (given !== undefined && given !== null && !Array.isArray(given)) {
    throw invalidParams('non-array args: give the parameters in order');
  }
  const list: unknown[] = given ?? [];
  if (list.length > params.length) {
    throw invalidParams(`too many arguments, want at most ${params.length}`);
  }
  return params.map((param, index) => {
    const value = list[index];
    if (value === undefined || value === null) {
      if (param.fallback !== undefined) return param.fallback();
      throw invalidParams(`missing value for required argument ${index}`);
    }
    try {
      return param.read(value);
    } catch (error) {
      if (error instanceof ParamError) throw invalidParams(`invalid argument ${index}: ${error.message}`);
      throw error;
    }
  });
}

/** The promise's outcome, or an error once the signal comes first. What was begun is told by the same signal. */
function untilAborted(promise: Promise<unknown>, signal: AbortSignal): Promise<unknown> {
  return new Promise((resolve, reject) => {
    const abort = () => reject(timedOut());
    signal.addEventListener('abort', abort, { once: true });
    const forget = () => signal.removeEventListener('abort', abort);
    promise.finally(forget).then(resolve, reject);
  });
}

/** @throws RpcError when the text is too long */
function jsonOf(result: unknown, maxBytes: number): string {
  const text = JSON.stringify(result ?? null);
  if (text.length > maxBytes) {
    const message = `response too large: ${text.length} bytes, at most ${maxBytes}`;
    throw new RpcError(rpcCodes.responseTooLarge, message);
  }
  return text;
}

/** One JSON-RPC request. */
export interface Request {
  method: string;
  params: unknown[];
}

/** An error that the server answered with. */
export class RpcError extends Error {
  /** The sentence and data as they came. */
  readonly reason: string;
  readonly data: unknown;

  constructor(method: string, reason: string, data?: unknown) {
    super(`anvil: ${method}: ${reason}`);
    this.reason = reason;
    this.data = data;
  }
}

interface Answer {
  id: number;
  result?: unknown;
  error?: { message: string; data?: unknown };
}

/** A JSON-RPC client over HTTP. */
export class RpcClient {
  readonly #url: string;

  constructor(url: string) {
    this.#url = url;
  }

  /** Sends one request; the caller knows the shape of the result from the method's specification. */
  async call<T>(method: string, ...params: unknown[]): Promise<T> {
    const [result] = await this.batch([{ method, params }]);
    return result as T;
  }

  /** Sends all requests in one HTTP request; results in their order. */
  async batch(requests: readonly Request[]): Promise<unknown[]> {
    const body = requests.map((request, id) => ({ jsonrpc: '2.0', id, ...request }));
    const response = await fetch(this.#url, {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body: JSON.stringify(body),
    });
    if (!response.ok) throw new RpcError(requests[0]!.method, `HTTP status ${response.status}`);
    const answers = new Map(((await response.json()) as Answer[]).map((answer) => [answer.id, answer]));
    return requests.map(({ method }, id) => resultOf(method, answers.get(id)));
  }
}

function resultOf(method: string, answer: Answer | undefined): unknown {
  if (answer?.error) throw new RpcError(method, answer.error.message, answer.error.data);
  if (answer === undefined) throw new RpcError(method, 'no answer');
  return answer.result;
}

/** One HTTP request. */
import type { IncomingMessage, ServerResponse } from 'node:http';
import type { Dispatcher } from '../dispatcher.ts';
import { answer } from '../framing/answer.ts';
import { corsHeaders, isAllowedHost, isAllowedOrigin, type Origins } from './origins.ts';
import { readBody } from './readBody.ts';

/** A page can post other types without asking first (CORS), so only these are taken. */
const jsonTypes = new Set(['application/json', 'application/json-rpc', 'application/jsonrequest']);

export interface HttpRules extends Origins {
  /** Why a request may not be answered, undefined when it may: the Engine API asks for a token. */
  refusalOf?: ((request: IncomingMessage) => string | undefined) | undefined;
}

/** Answers a request with JSON-RPC, or says in a sentence why not. */
export async function answerHttp(
  request: IncomingMessage,
  response: ServerResponse,
  dispatcher: Dispatcher,
  rules: HttpRules,
): Promise<void> {
  for (const [name, value] of Object.entries(corsHeaders(request, rules))) response.setHeader(name, value);
  const refusal = refuse(request, rules);
  if (refusal !== undefined) return end(response, ...refusal);
  const text = await readBody(request, dispatcher.limits.maxRequestBytes);
  if (text === undefined) {
    // What is left of the body is not read, so the connection cannot go on.
    response.setHeader('connection', 'close');
    return end(response, 413, `request too large, at most ${dispatcher.limits.maxRequestBytes} bytes`);
  }
  const gone = new AbortController();
  response.on('close', () => {
    // Aborting makes an error with a stack, which took 7 % of the time of a short call (2026-11).
    if (!response.writableFinished) gone.abort();
  });
  const answered = await answer(text, dispatcher, { signal: gone.signal });
  if (answered === undefined) return end(response, 204, '');
  const body = Buffer.from(answered, 'utf8');
  response.writeHead(200, { 'content-type': 'application/json', 'content-length': body.length });
  response.end(body);
}

function end(response: ServerResponse, status: number, sentence: string): void {
  const content = sentence === '' ? '' : `${sentence}\n`;
  response.writeHead(status, content === '' ? {} : { 'content-type': 'text/plain' });
  response.end(content);
}

/** Status and sentence for a request that is no call. */
function refuse(request: IncomingMessage, rules: HttpRules): [status: number, sentence: string] | undefined {
  const { method, headers, url } = request;
  if (!isAllowedHost(request, rules)) return [403, 'invalid host specified'];
  if (method === 'OPTIONS') return [204, ''];
  if (!isAllowedOrigin(request, rules)) return [403, 'origin not allowed'];
  if (url?.split('?')[0] !== '/') return [404, 'not found: calls go to /'];
  if (method === 'GET' || method === 'HEAD') return [200, 'Heddle: JSON-RPC 2.0 by POST or WebSocket.'];
  if (method !== 'POST') return [405, 'method not allowed'];
  const type = headers['content-type']?.split(';')[0]?.trim().toLowerCase() ?? '';
  if (!jsonTypes.has(type)) return [415, 'invalid content type, only application/json is supported'];
  const fault = rules.refusalOf?.(request);
  return fault === undefined ? undefined : [401, fault];
}

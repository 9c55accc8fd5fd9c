/** Which web pages and host names may talk to the node. */
import type { IncomingMessage } from 'node:http';
import { isIP } from 'node:net';

export interface Origins {
  /** Origins of web pages that may call (CORS): `https://app.example`; `*` for all. Programs send none and always may. */
  allowedOrigins: readonly string[];
  /**
   * Host names by which the node may be addressed; `*` for all. IP addresses always may. Without this, a web page whose
   * name is made to point here (DNS rebinding) would pass for the node itself.
   */
  allowedHosts: readonly string[];
}

/** True for a request of a program, or of a page that may call. */
export function isAllowedOrigin({ headers }: IncomingMessage, { allowedOrigins }: Origins): boolean {
  const { origin } = headers;
  return origin === undefined || allowedOrigins.includes('*') || allowedOrigins.includes(origin);
}

export function isAllowedHost({ headers }: IncomingMessage, { allowedHosts }: Origins): boolean {
  const { host } = headers;
  if (host === undefined || allowedHosts.includes('*')) return true;
  const name = host.replace(/:\d+$/, '').replace(/^\[(.*)\]$/, '$1');
  return isIP(name) !== 0 || allowedHosts.includes(name.toLowerCase());
}

/** What tells a browser that its page may read the answer; nothing for a page that may not. */
export function corsHeaders(request: IncomingMessage, origins: Origins): Record<string, string> {
  const { origin } = request.headers;
  if (origin === undefined || !isAllowedOrigin(request, origins)) return {};
  return {
    'access-control-allow-origin': origins.allowedOrigins.includes('*') ? '*' : origin,
    'access-control-allow-methods': 'POST, GET, OPTIONS',
    'access-control-allow-headers': 'content-type, authorization',
    'access-control-max-age': '600',
    vary: 'origin',
  };
}

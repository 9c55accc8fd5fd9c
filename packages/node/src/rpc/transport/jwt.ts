/** Who may talk to the Engine API: the holder of the shared secret (execution-apis, `src/engine/authentication.md`). */
import { createHmac, timingSafeEqual } from 'node:crypto';
import type { IncomingMessage } from 'node:http';

/** Seconds that the clocks of the two may differ. */
const WINDOW_SECONDS = 60;
/** Longer than any header with a token that we would accept. */
const MAX_TOKEN_LENGTH = 4_096;

/** Why a token is refused, or undefined when it is accepted. */
export function tokenFault(
  { headers }: Pick<IncomingMessage, 'headers'>,
  secret: Uint8Array,
  nowSeconds: number,
): string | undefined {
  const token = /^Bearer (\S+)$/i.exec(headers.authorization ?? '')?.[1];
  if (token === undefined) return 'missing token';
  const parts = token.split('.');
  if (token.length > MAX_TOKEN_LENGTH || parts.length !== 3) return 'malformed token';
  const [header, claims, signature] = parts as [string, string, string];
  if (jsonOf(header)?.alg !== 'HS256') return 'the token is not signed with HS256';
  const expected = createHmac('sha256', secret).update(`${header}.${claims}`).digest();
  const actual = Buffer.from(signature, 'base64url');
  if (actual.length !== expected.length || !timingSafeEqual(actual, expected)) return 'invalid signature';
  return claimsFault(jsonOf(claims), nowSeconds);
}

function claimsFault(claims: Record<string, unknown> | undefined, nowSeconds: number): string | undefined {
  const { iat, exp } = claims ?? {};
  if (typeof iat !== 'number') return 'missing issued-at';
  if (Math.abs(nowSeconds - iat) > WINDOW_SECONDS) return 'stale token';
  if (exp !== undefined && !(typeof exp === 'number' && exp > nowSeconds)) return 'token is expired';
  return undefined;
}

function jsonOf(part: string): Record<string, unknown> | undefined {
  try {
    const value: unknown = JSON.parse(Buffer.from(part, 'base64url').toString('utf8'));
    return typeof value === 'object' && value !== null ? (value as Record<string, unknown>) : undefined;
  } catch {
    return undefined;
  }
}

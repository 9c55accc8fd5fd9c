import type { Hash } from '@heddle/engine';
import type { ChainReader } from '../chainReader.ts';
import { invalidParams } from '../errors.ts';
import { checkBodies } from './bodies.ts';

/**
 * The canonical blocks of a range as far as the chain goes.
 *
 * @throws RpcError -32602 when start or count are 0, -38004 when the range is too large
 */
export function bodiesByRange<Body>(
  chain: ChainReader,
  start: bigint,
  count: bigint,
  bodyOf: (hash: Hash) => Body,
): (Body | null)[] {
  if (start === 0n || count === 0n) throw invalidParams('start and count must be at least 1');
  checkBodies(count);
  const last = chain.head.header.number;
  const bodies: (Body | null)[] = [];
  for (let number = start; number < start + count && number <= last; number++) {
    const hash = chain.resolve(number);
    bodies.push(hash === undefined ? null : bodyOf(hash));
  }
  return bodies;
}

import type { RecordedAccess } from '../record.ts';

/** A place in the state that transactions meet at. */
export type Location = Pick<RecordedAccess, 'address' | 'kind' | 'slot'>;

/** Equal for equal locations and for no others. */
export function locationKey({ address, kind, slot }: Location): string {
  return slot === undefined ? `${address} ${kind}` : `${address} ${kind} ${slot}`;
}

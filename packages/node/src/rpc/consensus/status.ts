/** What the Engine API says of a payload. */
import type { Hash } from '@heddle/engine';

export interface PayloadStatus {
  status: 'VALID' | 'INVALID' | 'SYNCING' | 'ACCEPTED' | 'INVALID_BLOCK_HASH';
  /** The last block of its chain that is valid, where that is known. */
  latestValidHash: Hash | null;
  validationError: string | null;
}

export const syncing: PayloadStatus = { status: 'SYNCING', latestValidHash: null, validationError: null };

export function valid(hash: Hash): PayloadStatus {
  return { status: 'VALID', latestValidHash: hash, validationError: null };
}

export function invalid(latestValidHash: Hash | null, validationError: string): PayloadStatus {
  return { status: 'INVALID', latestValidHash, validationError };
}

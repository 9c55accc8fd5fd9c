/** Why a run failed, as an error for the caller. */
import { InvariantError } from '@heddle/engine';
import { trieLayout as words } from '@heddle/evm';
import { toHex } from '../bytes.ts';
import {
  TrieDiffMismatchError,
  TrieMemoryExhaustedError,
  TrieNodeMissingError,
  TrieReadError,
  TrieRecordMalformedError,
} from '../errors/trie.ts';
import type { TrieMemory } from './trieMemory.ts';

/** The error behind CTRL_STOP; `thrown` is what came out of the module, or the message of a thread about it. */
export function explainFailure(memory: TrieMemory, thrown: unknown, readError?: unknown): Error {
  if (readError !== undefined) return new TrieReadError({ reason: messageOf(readError) }, readError);
  const { view } = memory;
  const key = () => failedKey(memory, view.getUint32(words.CTRL_STOPPED_BY, true));
  switch (view.getUint32(words.CTRL_STOP, true)) {
    case words.ERROR_MEMORY:
      return new TrieMemoryExhaustedError({ mib: memory.mib });
    case words.ERROR_MISSING:
      return new TrieNodeMissingError({ key: key() });
    case words.ERROR_RECORD:
      return new TrieRecordMalformedError({ key: key() });
    case words.ERROR_STORAGE_LEFT:
      return new TrieDiffMismatchError({ reason: 'it removes an account and leaves it slots' });
    case words.ERROR_NO_ACCOUNT:
      return new TrieDiffMismatchError({ reason: 'it changes slots of an account that is not in the trie' });
    default:
      return new InvariantError(`the state trie failed: ${messageOf(thrown)}`, { cause: thrown });
  }
}

function messageOf(thrown: unknown): string {
  return thrown instanceof Error ? thrown.message : String(thrown);
}

function failedKey({ bytes, view }: TrieMemory, area: number) {
  const start = area + words.AREA_KEY;
  return toHex(bytes.slice(start, start + view.getUint32(area + words.AREA_KEY_LENGTH, true)));
}

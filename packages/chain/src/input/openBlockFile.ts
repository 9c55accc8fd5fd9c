/** Opens a file of blocks of any kind. */
import { parseExactJson } from '../genesis/exactJson.ts';
import { BlockFileMalformedError, BlockFileTruncatedError, BlockFileUnknownError } from './errors.ts';
import type { BlockFile, InputBlock } from './inputBlock.ts';
import { isBlockEntry, rlpOfEntry } from './jsonBlocks.ts';
import { rlpBlocks } from './rlpBlocks.ts';
import { openSource, type Source } from './source.ts';
import { chooseTest, genesisOfTest, isTestFile } from './testBlocks.ts';
import { Window } from './window.ts';

export interface BlockFileOptions {
  /** Of a file with several official tests, the one that is meant: its name or a part of it. */
  test?: string | undefined;
}

/** 500 MB, below the longest string of V8 (2^29 characters); blocks of RLP are read one by one instead. */
const MAX_JSON_BYTES = 500e6;
const SPACE = new Set([0x20, 0x09, 0x0a, 0x0d]);

/**
 * Opens a file of RLP blocks behind each other, of JSON blocks, or of official blockchain tests; packed with gzip or not.
 * What it is, its first bytes say. RLP is read as it is asked for, JSON as a whole.
 *
 * @throws BlockFileEmptyError, BlockFileUnknownError, BlockFileMalformedError, BlockFileTruncatedError; the system's error for
 *   a file that cannot be read
 */
export async function openBlockFile(file: string, options: BlockFileOptions = {}): Promise<BlockFile> {
  const source = await openSource(file);
  try {
    const window = new Window(source);
    const first = await firstByte(window);
    if (first === 0x7b || first === 0x5b) return await openJson(window, options);
    if (first === undefined || first < 0xc0) throw unknown(source, first);
    const blocks = closing(source, rlpBlocks(window));
    return { ...common(source), kind: 'rlp', genesis: undefined, blocks };
  } catch (error) {
    source.close();
    throw error;
  }
}

function common(source: Source): Pick<BlockFile, 'bytesTotal' | 'close'> {
  return { bytesTotal: source.bytesTotal, close: () => source.close() };
}

async function firstByte(window: Window): Promise<number | undefined> {
  const start = await window.peek(64);
  return start.find((byte) => !SPACE.has(byte));
}

function unknown({ file }: Source, first: number | undefined): BlockFileUnknownError {
  const found =
    first === undefined ? 'only white space' : `the byte 0x${first.toString(16).padStart(2, '0')}`;
  return new BlockFileUnknownError({ file, found });
}

/** Closes the file when the blocks have been gone through or left. */
async function* closing(source: Source, blocks: AsyncIterable<InputBlock>): AsyncGenerator<InputBlock> {
  try {
    yield* blocks;
  } finally {
    source.close();
  }
}

async function openJson(window: Window, { test }: BlockFileOptions): Promise<BlockFile> {
  const { source } = window;
  const { file, bytesTotal } = source;
  const json = parse(file, await readText(window));
  source.close();
  if (isTestFile(json)) {
    const chosen = chooseTest(json, test, file);
    const blocks = entriesOf(chosen.blocks, file, bytesTotal);
    return { ...common(source), kind: 'test', genesis: genesisOfTest(chosen), blocks };
  }
  const entries = Array.isArray(json) ? json : [json];
  if (!isBlockEntry(entries[0])) throw new BlockFileUnknownError({ file, found: 'JSON of another kind' });
  const blocks = entriesOf(entries, file, bytesTotal);
  return { ...common(source), kind: 'json', genesis: undefined, blocks };
}

async function* entriesOf(
  entries: readonly unknown[],
  file: string,
  bytesTotal: number,
): AsyncGenerator<InputBlock> {
  for (const [index, entry] of entries.entries()) {
    const where = `block ${index + 1}`;
    const { expectException } = (entry ?? {}) as { expectException?: string };
    const bytesDone = Math.round((bytesTotal * (index + 1)) / entries.length);
    yield { rlp: rlpOfEntry(entry, file, where), where, expectException, bytesDone };
  }
}

async function readText(window: Window): Promise<string> {
  const bytes = await window.peek(MAX_JSON_BYTES + 1);
  if (bytes.length <= MAX_JSON_BYTES) return Buffer.from(bytes).toString('utf8');
  const [found, expected] = [`more than ${MAX_JSON_BYTES / 1e6} MB of JSON`, 'less; RLP may have any size'];
  throw new BlockFileMalformedError({ file: window.source.file, found, expected });
}

function parse(file: string, text: string): unknown {
  try {
    return parseExactJson(text);
  } catch (error) {
    const { message } = error as Error;
    // V8 names the place of some faults only; of one at the end always, or says that it is the end.
    const at = Number(/at position (\d+)/.exec(message)?.[1] ?? -1);
    if (/Unexpected end|Unterminated/.test(message) || at >= text.length) {
      throw new BlockFileTruncatedError({
        file,
        where: `byte ${Buffer.byteLength(text)}`,
        expected: 'more JSON',
      });
    }
    throw new BlockFileMalformedError({
      file,
      found: `text that is not JSON (${message})`,
      expected: 'JSON',
    });
  }
}

/** What can be wrong with a file of blocks. */
import { HeddleError } from '@heddle/engine';

/** Where in which file. */
interface Place {
  file: string;
  /** As `block 17 at byte 123456`; undefined when it is the whole file. */
  where?: string | undefined;
}

/** A file of blocks that cannot be read further. Base of one class per reason. */
export class BlockFileError extends HeddleError {
  constructor(code: string, sentence: string, { file, where, ...facts }: Place & Record<string, unknown>) {
    const place = where === undefined ? file : `${file}: ${where}`;
    super(code, `${place}: ${sentence}.`, { file, where, ...facts });
  }
}

/** A file that ends in the middle of something. Code BLOCK_FILE_TRUNCATED. */
export class BlockFileTruncatedError extends BlockFileError {
  constructor(facts: Place & { expected: string }) {
    super('BLOCK_FILE_TRUNCATED', `the file ends early, expected ${facts.expected}. Fetch it again`, {
      ...facts,
    });
  }
}

/** Bytes or JSON that are no block, in a file that has begun well, or broken packing. Code BLOCK_FILE_MALFORMED. */
export class BlockFileMalformedError extends BlockFileError {
  constructor(facts: Place & { found: string; expected: string }) {
    super('BLOCK_FILE_MALFORMED', `found ${facts.found}, expected ${facts.expected}`, { ...facts });
  }
}

/** A file without anything in it. Code BLOCK_FILE_EMPTY. */
export class BlockFileEmptyError extends BlockFileError {
  constructor(facts: Place) {
    super('BLOCK_FILE_EMPTY', 'the file is empty, expected blocks. Fetch it again', { ...facts });
  }
}

/** A file of another kind. Code BLOCK_FILE_UNKNOWN. */
export class BlockFileUnknownError extends BlockFileError {
  constructor(facts: Place & { found: string }) {
    const kinds = 'RLP blocks behind each other, JSON blocks or a blockchain test, each also as .gz';
    super('BLOCK_FILE_UNKNOWN', `found ${facts.found}, expected ${kinds}`, { ...facts });
  }
}

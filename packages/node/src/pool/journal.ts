/**
 * The file that keeps local transactions over a restart: one line each, its bytes in hexadecimal. Lines are added at once;
 * the file is written anew, beside and then in its place, when it holds many that are gone.
 */
import { closeSync, fsyncSync, openSync, readFileSync, renameSync, writeSync } from 'node:fs';
import { appendFile } from 'node:fs/promises';

/** The file is written anew when so many lines were added since. */
const LINES_BEFORE_REWRITE = 4096;

export class Journal {
  readonly #file: string;
  #added = 0;
  /** Appends one after the other. */
  #writing: Promise<unknown> = Promise.resolve();

  constructor(file: string) {
    this.#file = file;
  }

  /** The transactions in the file; a line that was torn by a crash is left out. */
  read(): Uint8Array[] {
    let text: string;
    try {
      text = readFileSync(this.#file, 'utf8');
    } catch (error) {
      if ((error as NodeJS.ErrnoException).code === 'ENOENT') return [];
      throw error;
    }
    const lines = text.split('\n');
    lines.pop(); // what follows the last line break was not written to its end
    return lines.filter((line) => /^([0-9a-f]{2})+$/.test(line)).map((line) => Buffer.from(line, 'hex'));
  }

  /** Adds transactions, and returns when they are in the file. */
  add(raw: readonly Uint8Array[]): Promise<void> {
    if (raw.length === 0) return Promise.resolve();
    this.#added += raw.length;
    const written = this.#writing.then(() => appendFile(this.#file, linesOf(raw)));
    this.#writing = written.catch(() => undefined);
    return written;
  }

  get isLong(): boolean {
    return this.#added >= LINES_BEFORE_REWRITE;
  }

  /** Makes the file hold exactly these: whoever reads it finds the old file or the new one. */
  async rewrite(raw: readonly Uint8Array[]): Promise<void> {
    await this.#writing;
    const fresh = `${this.#file}.new`;
    const file = openSync(fresh, 'w');
    try {
      writeSync(file, linesOf(raw));
      fsyncSync(file);
    } finally {
      closeSync(file);
    }
    renameSync(fresh, this.#file);
    this.#added = 0;
  }
}

function linesOf(raw: readonly Uint8Array[]): string {
  return raw.map((bytes) => `${Buffer.from(bytes).toString('hex')}\n`).join('');
}

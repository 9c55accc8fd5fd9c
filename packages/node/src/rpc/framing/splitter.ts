/** Where the JSON messages of a stream begin and end: IPC has no frames, and not every client ends a message with a line. */

const [QUOTE, BACKSLASH] = [0x22, 0x5c];
const opening = new Set([0x5b, 0x7b]);
const closing = new Set([0x5d, 0x7d]);
const blanks = new Set([0x20, 0x09, 0x0a, 0x0d]);

/** What is wrong with a stream, after which it cannot be read on. */
export class StreamError extends Error {
  override readonly name = 'StreamError';
}

/** Cuts a stream of bytes into messages, each an object or an array. Brackets are ASCII, so UTF-8 is never cut. */
export class MessageSplitter {
  readonly #maxBytes: number;
  #parts: Buffer[] = [];
  #size = 0;
  #depth = 0;
  #isInString = false;
  #isEscaped = false;

  /** @param maxBytes of one message */
  constructor(maxBytes: number) {
    this.#maxBytes = maxBytes;
  }

  /**
   * The messages that end within `bytes`.
   *
   * @throws StreamError for a message that is too long or does not begin with a bracket
   */
  push(bytes: Buffer): string[] {
    const messages: string[] = [];
    let start = 0;
    for (let at = 0; at < bytes.length; at++) {
      const byte = bytes[at]!;
      if (this.#depth === 0 && this.#size === 0 && at === start) {
        if (blanks.has(byte)) {
          start++;
          continue;
        }
        if (!opening.has(byte)) throw new StreamError('a message must be an object or an array');
      }
      if (!this.#endsAt(byte)) continue;
      this.#keep(bytes.subarray(start, at + 1));
      messages.push(this.#take());
      start = at + 1;
    }
    this.#keep(bytes.subarray(start));
    return messages;
  }

  /** Takes one byte and says whether it ends a message. */
  #endsAt(byte: number): boolean {
    if (this.#isInString) {
      if (this.#isEscaped) this.#isEscaped = false;
      else if (byte === BACKSLASH) this.#isEscaped = true;
      else if (byte === QUOTE) this.#isInString = false;
      return false;
    }
    if (byte === QUOTE) this.#isInString = true;
    else if (opening.has(byte)) this.#depth++;
    else if (closing.has(byte)) return --this.#depth === 0;
    return false;
  }

  #keep(part: Buffer): void {
    if (part.length === 0) return;
    this.#size += part.length;
    if (this.#size > this.#maxBytes)
      throw new StreamError(`a message is longer than ${this.#maxBytes} bytes`);
    this.#parts.push(part);
  }

  #take(): string {
    const message = Buffer.concat(this.#parts).toString('utf8');
    this.#parts = [];
    this.#size = 0;
    return message;
  }
}

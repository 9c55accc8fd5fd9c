/** A window on the bytes of a source: as many as are asked for, and no others kept. */
import type { Source } from './source.ts';

export class Window {
  readonly source: Source;
  #pieces: Uint8Array[] = [];
  #available = 0;
  #offset = 0;

  constructor(source: Source) {
    this.source = source;
  }

  /** Unpacked bytes that were taken. */
  get offset(): number {
    return this.#offset;
  }

  /** Up to `count` bytes from the offset on, fewer at the end; they stay. */
  async peek(count: number): Promise<Uint8Array> {
    while (this.#available < count) {
      const piece = await this.source.next();
      if (piece === undefined) break;
      this.#pieces.push(piece);
      this.#available += piece.length;
    }
    if ((this.#pieces[0]?.length ?? 0) < count && this.#pieces.length > 1)
      this.#pieces = [Buffer.concat(this.#pieces)];
    return this.#pieces[0]?.subarray(0, count) ?? new Uint8Array();
  }

  /** Takes `count` bytes, which must be there. */
  async take(count: number): Promise<Uint8Array> {
    const bytes = await this.peek(count);
    this.#pieces[0] = this.#pieces[0]?.subarray(count) ?? bytes;
    if (this.#pieces[0].length === 0) this.#pieces.shift();
    this.#available -= bytes.length;
    this.#offset += bytes.length;
    return bytes;
  }
}

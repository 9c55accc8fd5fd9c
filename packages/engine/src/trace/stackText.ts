/** Words of the stack as text. */
import type { Step } from './step.ts';

const WORDS = 1024;
const PARTS = 8;

/** A 32-byte word in parts of 32 bits, the lowest first, as the shortest hexadecimal. */
function textOf(parts: Uint32Array, at: number): string {
  let top = PARTS - 1;
  while (top > 0 && parts[at + top] === 0) top--;
  let text = `0x${(parts[at + top] as number).toString(16)}`;
  for (let part = top - 1; part >= 0; part--)
    text += (parts[at + part] as number).toString(16).padStart(8, '0');
  return text;
}

/** Remembers the text of each place: from one instruction to the next, most words stay as they are. */
export class StackText {
  readonly #parts = new Uint32Array(WORDS * PARTS);
  readonly #texts: string[] = [];

  /** The words from the lowest up. */
  read({ shared, stackStart, height }: Step): string[] {
    const texts: string[] = new Array(height);
    for (let i = 0; i < height; i++) texts[i] = this.#word(shared.words, (stackStart >> 2) + i * PARTS, i);
    return texts;
  }

  #word(words: Int32Array, at: number, place: number): string {
    const parts = this.#parts;
    const own = place * PARTS;
    let isSame = place < this.#texts.length;
    for (let part = 0; part < PARTS; part++) {
      const value = (words[at + part] as number) >>> 0;
      if (parts[own + part] === value) continue;
      parts[own + part] = value;
      isSame = false;
    }
    if (!isSame) this.#texts[place] = textOf(parts, own);
    return this.#texts[place] as string;
  }
}

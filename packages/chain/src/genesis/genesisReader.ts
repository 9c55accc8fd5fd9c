/** Reads a genesis file as its bytes come in: accounts go into a diff one by one, the rest is small. */
import { DiffCollector } from '@heddle/engine';
import { readAccount } from './account.ts';
import { GenesisMalformedError } from './errors.ts';
import { parseExactJson } from './exactJson.ts';
import { GenesisFields } from './fields.ts';
import type { Genesis } from './genesis.ts';
import { headerOfGenesis } from './header.ts';
import { type Member, MemberSplitter } from './memberSplitter.ts';
import { specOfConfig } from './specOfConfig.ts';

export class GenesisReader {
  readonly #members = new Map<string, unknown>();
  readonly #accounts = new DiffCollector();
  readonly #splitter = new MemberSplitter('alloc', (member) => this.#take(member));
  #config: string | undefined;

  /** Takes the next bytes. @throws GenesisMalformedError naming the field or the byte */
  push(bytes: Uint8Array): void {
    this.#splitter.push(bytes);
  }

  /** @throws GenesisMalformedError, ForkOrderError, GenesisUnsupportedError; FieldMalformedError for an account twice */
  finish(): Genesis {
    this.#splitter.end();
    const fields = new GenesisFields(Object.fromEntries(this.#members), '');
    if (this.#config === undefined) throw fields.malformed('config', 'an object');
    if (!this.#splitter.hasOpened) throw fields.malformed('alloc', 'an object');
    const spec = specOfConfig(this.#config);
    const header = headerOfGenesis(fields, spec);
    return { spec, header, alloc: this.#accounts.finish(), config: this.#config };
  }

  #take({ parent, key, text }: Member): void {
    const value = parsed(parent === undefined ? key : `${parent}.${key}`, text);
    if (parent !== undefined) this.#accounts.add(readAccount(key, value));
    else this.#members.set(key, value);
    if (parent === undefined && key === 'config') this.#config = text;
  }
}

function parsed(field: string, text: string): unknown {
  try {
    return parseExactJson(text);
  } catch (cause) {
    throw new GenesisMalformedError({ field, value: text, expected: `JSON (${(cause as Error).message})` });
  }
}

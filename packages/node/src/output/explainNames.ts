/** How locations and functions are written for people. */
import type { CollidingFunction, Collision } from '@heddle/engine';
import type { Catalogue } from '../solidity/catalogue.ts';
import { count, shortHex } from './figures.ts';

/** Addresses and hashes within a text, shortened. */
const shortened = (text: string): string => text.replace(/0x[0-9a-f]{16,}/gi, shortHex);

/** `Token.balances[0x12…]`, or what is known of it: contract, kind, slot. */
export function locationName(
  { location, codes }: Pick<Collision, 'location' | 'codes'>,
  catalogue: Catalogue,
): string {
  const { address, kind, slot } = location;
  const contract = [address, ...codes]
    .map((each) => catalogue.nameOf(each))
    .find((name) => name !== undefined);
  const place = `${shortHex(address)}${contract === undefined ? '' : ` ${contract}`}`;
  if (slot === undefined) return `${place} ${kind === 'storage' ? 'all storage' : kind}`;
  const variable = catalogue.variableAt({ location, codes });
  if (variable === undefined) return `${place} slot ${shortHex(slot)}`;
  const own = contract === undefined ? variable : variable.replace(`${contract}.`, '');
  return `${place} ${shortened(own)}`;
}

/** `transfer(address,uint256)`, a selector, or a word for what is neither. */
export function functionName({ contract, selector }: CollidingFunction, catalogue: Catalogue): string {
  if (contract === undefined) return 'the transaction itself';
  if (selector === undefined) return 'fallback';
  return catalogue.signatureOf(selector) ?? selector;
}

/** The most frequent functions of a collision: `transfer(address,uint256) ×12, 0x022c0d9f ×3`. */
export function functionNames({ functions }: Collision, catalogue: Catalogue, most: number): string {
  const named = functions
    .slice(0, most)
    .map((each) => `${functionName(each, catalogue)} ×${count(Math.max(each.reads, each.writes))}`);
  const more = functions.length - named.length;
  return named.join(', ') + (more > 0 ? `, ${count(more)} more` : '');
}

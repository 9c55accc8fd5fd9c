/** JSON blocks: block objects of JSON-RPC, alone or in block files, RLP in hexadecimal, or a list of such. */
import { blockRlpFromRpc, decodeBlock, devChain, FieldMalformedError, headerHash } from '@heddle/engine';
import { BlockFileMalformedError } from './errors.ts';

type JsonObject = Readonly<Record<string, unknown>>;

const EXPECTED = 'a block of eth_getBlockByNumber with full transactions, { block } or { rlp }';

export function isObject(value: unknown): value is JsonObject {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

/** True for what {@link rlpOfEntry} reads. */
export function isBlockEntry(value: unknown): boolean {
  if (typeof value === 'string') return /^0x[0-9a-f]/i.test(value);
  if (!isObject(value)) return false;
  return ['block', 'rlp', 'parentHash', 'result'].some((name) => value[name] !== undefined);
}

/**
 * The RLP of one entry.
 *
 * @throws BlockFileMalformedError naming file, block and field
 */
export function rlpOfEntry(entry: unknown, file: string, where: string): Uint8Array {
  const malformed = (found: string, expected = EXPECTED) =>
    new BlockFileMalformedError({ file, where, found, expected });
  if (typeof entry === 'string') return bytesOf(entry, malformed);
  if (!isObject(entry)) throw malformed(entry === null ? 'null' : `a ${typeof entry}`);
  // Answers of JSON-RPC and block files wrap what is meant.
  const inner = entry.result ?? entry.block ?? entry.rlp;
  if (inner !== undefined) return rlpOfEntry(inner, file, where);
  try {
    const rlp = blockRlpFromRpc(entry);
    checkHash(entry, rlp, malformed);
    return rlp;
  } catch (error) {
    if (!(error instanceof FieldMalformedError)) throw error;
    const { field, value, expected } = error.facts as { field: string; value: unknown; expected: string };
    throw malformed(`${field} ${JSON.stringify(value)?.slice(0, 60) ?? 'missing'}`, expected);
  }
}

type Malformed = (found: string, expected?: string) => BlockFileMalformedError;

function bytesOf(hex: string, malformed: Malformed): Uint8Array {
  if (hex.length % 2 === 0 && /^0x[0-9a-f]+$/i.test(hex)) return Buffer.from(hex.slice(2), 'hex');
  throw malformed(`the text ${JSON.stringify(hex.slice(0, 20))}`, 'RLP in hexadecimal');
}

/** A hash that differs from that of the fields: one of them is wrong, or of a hardfork that nobody here knows. */
function checkHash({ hash }: JsonObject, rlp: Uint8Array, malformed: Malformed): void {
  if (typeof hash !== 'string') return;
  const { header } = decodeBlock(rlp, { spec: devChain('frontier') });
  const actual = headerHash(header);
  if (actual !== hash.toLowerCase())
    throw malformed(`fields with the hash ${actual}`, `those of block ${hash}`);
}

import type { RuntimeCode } from './artifact.ts';

/** CBOR map of one to four entries: what solc appends (ipfs, bzzr, experimental, solc). */
const isMetadata = (byte: number | undefined) => byte !== undefined && byte >= 0xa1 && byte <= 0xa4;

/** The last two bytes of a Solidity contract say how long the metadata before them is. */
function withoutMetadata(code: Uint8Array): Uint8Array {
  const length = ((code.at(-2) ?? 0) << 8) + (code.at(-1) ?? 0) + 2;
  return length < code.length && isMetadata(code[code.length - length]) ? code.subarray(0, -length) : code;
}

function blanked(code: Uint8Array, varying: RuntimeCode['varying']): Uint8Array {
  const copy = Uint8Array.from(code);
  for (const { start, length } of varying) copy.fill(0, start, start + length);
  return copy;
}

/** True when code on chain is that of an artifact: but for immutables, libraries' addresses and metadata. */
export function isCodeOf({ bytes, varying }: RuntimeCode, onChain: Uint8Array): boolean {
  if (bytes.length === 0 || onChain.length === 0) return false;
  const ours = withoutMetadata(blanked(bytes, varying));
  const theirs = withoutMetadata(blanked(onChain, varying));
  return Buffer.compare(ours, theirs) === 0;
}

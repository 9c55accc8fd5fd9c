/** Functions of ABIs, by selector. */
import { type Hex, keccak256 } from '@heddle/engine';

interface Parameter {
  type: string;
  components?: Parameter[];
}

function isParameter(value: unknown): value is Parameter {
  if (typeof value !== 'object' || value === null || !('type' in value)) return false;
  if (typeof value.type !== 'string') return false;
  const components = 'components' in value ? value.components : undefined;
  return components === undefined || (Array.isArray(components) && components.every(isParameter));
}

/** A tuple is written as its components: `(address,uint256)[]`. */
function canonicalType({ type, components = [] }: Parameter): string {
  if (!type.startsWith('tuple')) return type;
  return `(${components.map(canonicalType).join(',')})${type.slice('tuple'.length)}`;
}

function signatureOf(entry: unknown): string | undefined {
  if (typeof entry !== 'object' || entry === null) return undefined;
  const { type, name, inputs } = entry as Record<string, unknown>;
  if (type !== 'function' || typeof name !== 'string') return undefined;
  if (!Array.isArray(inputs) || !inputs.every(isParameter)) return undefined;
  return `${name}(${inputs.map(canonicalType).join(',')})`;
}

/** The first four bytes of the hash of a signature. */
export function selectorOf(signature: string): Hex {
  return `0x${Buffer.from(keccak256(Buffer.from(signature))).toString('hex', 0, 4)}`;
}

/** The signatures of an ABI's functions by selector; other entries are left out. */
export function signaturesOf(abi: readonly unknown[]): Map<Hex, string> {
  const signatures = abi.map(signatureOf).filter((signature) => signature !== undefined);
  return new Map(signatures.map((signature) => [selectorOf(signature), signature]));
}

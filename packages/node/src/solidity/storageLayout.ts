/** The storage layout of a contract, as solc describes it (`storageLayout` of its output). */

/** A variable, or a member of a struct. */
export interface StorageVariable {
  label: string;
  /** First slot; of a struct's member, from the start of the struct. */
  slot: bigint;
  /** Byte in the slot. */
  offset: number;
  /** A key of {@link StorageLayout.types}. */
  type: string;
}

export interface StorageType {
  encoding: 'inplace' | 'mapping' | 'dynamic_array' | 'bytes';
  /** As in the source: `mapping(address => uint256)`. */
  label: string;
  numberOfBytes: number;
  /** Of a mapping. */
  key?: string;
  value?: string;
  /** Of an array: the type of its items. */
  base?: string;
  /** Of a struct. */
  members?: StorageVariable[];
}

export interface StorageLayout {
  variables: StorageVariable[];
  types: Record<string, StorageType>;
}

type Json = Record<string, unknown>;

const isObject = (value: unknown): value is Json =>
  typeof value === 'object' && value !== null && !Array.isArray(value);
const isText = (value: unknown): value is string => typeof value === 'string';
const isWhole = (value: unknown): value is string => isText(value) && /^\d+$/.test(value);

const encodings = ['inplace', 'mapping', 'dynamic_array', 'bytes'] as const;

function variableOf(value: unknown): StorageVariable | undefined {
  if (!isObject(value)) return undefined;
  const { label, slot, offset, type } = value;
  if (!isText(label) || !isWhole(slot) || typeof offset !== 'number' || !isText(type)) return undefined;
  return { label, slot: BigInt(slot), offset, type };
}

/** All or nothing: a list with one broken entry would name the wrong variables. */
function variablesOf(value: unknown): StorageVariable[] | undefined {
  if (!Array.isArray(value)) return undefined;
  const variables = value.map(variableOf);
  return variables.every((variable) => variable !== undefined) ? variables : undefined;
}

function typeOf(value: unknown): StorageType | undefined {
  if (!isObject(value)) return undefined;
  const encoding = encodings.find((name) => name === value.encoding);
  const { label, numberOfBytes, key, value: item, base } = value;
  if (encoding === undefined || !isText(label) || !isWhole(numberOfBytes)) return undefined;
  const members = value.members === undefined ? [] : variablesOf(value.members);
  if (members === undefined) return undefined;
  return {
    encoding,
    label,
    numberOfBytes: Number(numberOfBytes),
    ...(isText(key) ? { key } : {}),
    ...(isText(item) ? { value: item } : {}),
    ...(isText(base) ? { base } : {}),
    ...(members.length > 0 ? { members } : {}),
  };
}

/** Reads a `storageLayout`; undefined when it is none. A contract without variables has `types: null`. */
export function storageLayoutOf(value: unknown): StorageLayout | undefined {
  if (!isObject(value)) return undefined;
  const variables = variablesOf(value.storage);
  const given = value.types ?? {};
  if (variables === undefined || !isObject(given)) return undefined;
  const types: Record<string, StorageType> = {};
  for (const [name, entry] of Object.entries(given)) {
    const type = typeOf(entry);
    if (type === undefined) return undefined;
    types[name] = type;
  }
  return { variables, types };
}

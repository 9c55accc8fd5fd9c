/** Typed structured data: what it is and what of it is signed (EIP-712). */
import { keccak256 } from '@heddle/engine';
import { ParamError } from '../errors.ts';
import { objectOf } from '../params/fields.ts';
import { type Param, within } from '../params/param.ts';
import { encodeField } from './typedValues.ts';

/** A member of a struct type. */
interface Member {
  name: string;
  type: string;
}

export type StructTypes = ReadonlyMap<string, readonly Member[]>;

export interface TypedData {
  types: StructTypes;
  primaryType: string;
  domain: Readonly<Record<string, unknown>>;
  message: Readonly<Record<string, unknown>>;
}

/** The data as an object or, as wallets send it, as JSON in a string. */
export const typedData: Param<TypedData> = {
  read(value) {
    const object = objectOf(typeof value === 'string' ? parsed(value) : value);
    const types = new Map(
      Object.entries(objectOf(object.types)).map(([name, members]) => [
        name,
        within(`type "${name}"`, () => readMembers(members)),
      ]),
    );
    const { primaryType } = object;
    if (typeof primaryType !== 'string' || (!types.has(primaryType) && primaryType !== 'EIP712Domain')) {
      throw new ParamError('field "primaryType": not one of the types');
    }
    const domain = within('field "domain"', () => objectOf(object.domain));
    return { types, primaryType, domain, message: within('field "message"', () => objectOf(object.message)) };
  },
};

function parsed(json: string): unknown {
  try {
    return JSON.parse(json);
  } catch {
    throw new ParamError('not valid JSON');
  }
}

function readMembers(value: unknown): Member[] {
  if (!Array.isArray(value)) throw new ParamError('its members are not an array');
  return value.map((member) => {
    const { name, type } = objectOf(member);
    if (typeof name === 'string' && typeof type === 'string') return { name, type };
    throw new ParamError('a member without name and type');
  });
}

const domainMembers: readonly Member[] = [
  { name: 'name', type: 'string' },
  { name: 'version', type: 'string' },
  { name: 'chainId', type: 'uint256' },
  { name: 'verifyingContract', type: 'address' },
  { name: 'salt', type: 'bytes32' },
];

/** The 32 bytes to sign. @throws ParamError for a value that its type cannot have */
export function typedDataHash({ types, primaryType, domain, message }: TypedData): Uint8Array {
  const all = types.has('EIP712Domain')
    ? types
    : new Map([...types, ['EIP712Domain', domainMembers.filter(({ name }) => name in domain)] as const]);
  const parts = [Buffer.from([0x19, 0x01]), structHash('EIP712Domain', domain, all)];
  if (primaryType !== 'EIP712Domain') parts.push(structHash(primaryType, message, all));
  return keccak256(Buffer.concat(parts));
}

/** Hash of a struct: of its type and of its members, each in one word. */
export function structHash(
  type: string,
  value: Readonly<Record<string, unknown>>,
  types: StructTypes,
): Buffer {
  const words = types
    .get(type)!
    .map(({ name, type: member }) =>
      within(`field "${name}"`, () => encodeField(member, value[name], types)),
    );
  return Buffer.from(keccak256(Buffer.concat([typeHash(type, types), ...words])));
}

/** Of the type and, in alphabetical order, of the struct types that it uses. */
function typeHash(type: string, types: StructTypes): Uint8Array {
  const used = new Set<string>();
  collect(type, types, used);
  used.delete(type);
  const text = [type, ...[...used].sort()].map((name) => {
    const members = types.get(name)!.map((member) => `${member.type} ${member.name}`);
    return `${name}(${members.join(',')})`;
  });
  return keccak256(Buffer.from(text.join(''), 'utf8'));
}

function collect(type: string, types: StructTypes, used: Set<string>): void {
  const name = type.replace(/(\[\d*\])+$/, '');
  const members = types.get(name);
  if (members === undefined || used.has(name)) return;
  used.add(name);
  for (const member of members) collect(member.type, types, used);
}

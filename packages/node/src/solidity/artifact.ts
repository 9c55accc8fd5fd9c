/** What compilers and their tools write about contracts: solc, Hardhat, Foundry. */
import { type StorageLayout, storageLayoutOf } from './storageLayout.ts';

/** A contract as far as its artifact tells. */
export interface Artifact {
  name: string;
  layout: StorageLayout | undefined;
  abi: readonly unknown[];
  /** To recognise it by: undefined when the artifact has none. */
  code: RuntimeCode | undefined;
}

export interface RuntimeCode {
  /** Unlinked addresses are zeros. */
  bytes: Uint8Array;
  /** Places that differ between deployments: immutables and addresses of libraries. */
  varying: { start: number; length: number }[];
}

type Json = Record<string, unknown>;

const isObject = (value: unknown): value is Json =>
  typeof value === 'object' && value !== null && !Array.isArray(value);
const field = (value: unknown, name: string): unknown => (isObject(value) ? value[name] : undefined);

/** All `{ start, length }` of immutables or links, however deep. */
function placesIn(value: unknown): { start: number; length: number }[] {
  if (Array.isArray(value)) return value.flatMap(placesIn);
  if (!isObject(value)) return [];
  const { start, length } = value;
  if (typeof start === 'number' && typeof length === 'number') return [{ start, length }];
  return Object.values(value).flatMap(placesIn);
}

/** Where the text of a bytecode has a placeholder for a library: `__$…$__`, 20 bytes. */
function linksIn(hex: string): { start: number; length: number }[] {
  return [...hex.matchAll(/__.{36}__|_{2}[^_].{37}/g)].map(({ index }) => ({ start: index / 2, length: 20 }));
}

/** `deployedBytecode` is text in Hardhat's artifacts, an object with `object` elsewhere. */
function codeOf(deployed: unknown, immutables: unknown): RuntimeCode | undefined {
  const text = typeof deployed === 'string' ? deployed : field(deployed, 'object');
  if (typeof text !== 'string') return undefined;
  const hex = text.replace(/^0x/, '');
  const varying = [...placesIn(immutables ?? field(deployed, 'immutableReferences')), ...linksIn(hex)];
  const linked = hex.replace(/__.{36}__|_{2}[^_].{37}/g, '0'.repeat(40));
  if (linked.length === 0 || !/^([0-9a-f]{2})+$/i.test(linked)) return undefined;
  return { bytes: Buffer.from(linked, 'hex'), varying };
}

const listOf = (value: unknown): readonly unknown[] => (Array.isArray(value) ? value : []);

/** A contract of solc's output, an artifact of Foundry or of Hardhat: they differ in where the bytecode is. */
function contractOf(name: string, json: Json): Artifact {
  const deployed = json.deployedBytecode ?? field(json.evm, 'deployedBytecode') ?? json['bin-runtime'];
  return {
    name,
    layout: storageLayoutOf(json.storageLayout ?? json['storage-layout']),
    abi: listOf(json.abi),
    code: codeOf(deployed, json.immutableReferences),
  };
}

/** `{ file: { Contract: … } }` of standard JSON output, `{ "file:Contract": … }` of --combined-json. */
function contractsOf(contracts: Json): Artifact[] {
  return Object.entries(contracts).flatMap(([key, value]) => {
    if (!isObject(value)) return [];
    const isCombined =
      key.includes(':') && ['abi', 'bin-runtime', 'storage-layout'].some((part) => part in value);
    if (isCombined) return [contractOf(key.slice(key.lastIndexOf(':') + 1), value)];
    return Object.entries(value).flatMap(([name, inner]) =>
      isObject(inner) ? [contractOf(name, inner)] : [],
    );
  });
}

/** `artifacts/Token.json` is about Token. */
const nameOfFile = (path: string): string => path.replace(/^.*[\\/]/, '').replace(/\..*$/, '');

/**
 * The contracts of a parsed file: solc's standard JSON output or --combined-json, Hardhat's build info or artifact,
 * Foundry's artifact, a bare `storageLayout`, a bare ABI. Undefined when it is none of these.
 */
export function artifactsOf(json: unknown, path: string): Artifact[] | undefined {
  const name = nameOfFile(path);
  if (Array.isArray(json)) return [{ name, layout: undefined, abi: json, code: undefined }];
  if (!isObject(json)) return undefined;
  const contracts = json.contracts ?? field(json.output, 'contracts');
  if (isObject(contracts)) return contractsOf(contracts);
  const bare = storageLayoutOf(json);
  if (bare !== undefined) return [{ name, layout: bare, abi: [], code: undefined }];
  if (!['abi', 'deployedBytecode', 'storageLayout', 'evm'].some((part) => part in json)) return undefined;
  return [contractOf(typeof json.contractName === 'string' ? json.contractName : name, json)];
}

import { method } from '../../method.ts';

/** Says which namespaces there are, each at version 1.0 as geth has it. */
export function modules(namespaces: readonly string[]) {
  const versions = Object.fromEntries(namespaces.map((name) => [name, '1.0']));
  return method('rpc_modules', [], () => versions);
}

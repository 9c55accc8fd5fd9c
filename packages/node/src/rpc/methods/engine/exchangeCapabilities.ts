import { method } from '../../method.ts';
import { listOf, text } from '../../params/param.ts';

/** Says which methods there are; itself it is not to be named (execution-apis, `src/engine/common.md`). */
export function exchangeCapabilities(names: readonly string[]) {
  return method('engine_exchangeCapabilities', [listOf(text, 1_024)], () => names);
}

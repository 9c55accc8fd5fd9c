import { type Hardfork, layout, precompilesOf } from '@heddle/evm';
import { InvariantError } from '../errors.ts';

/** Runs the precompile that a context left for: writes gas left (or -1) and output where the core goes on from. */
export function runPrecompile(bytes: Uint8Array, view: DataView, context: number, hardfork: Hardfork): void {
  const address = view.getUint32(context + layout.CTX_PRECOMPILE, true);
  const precompile = precompilesOf(hardfork).get(address);
  if (precompile === undefined)
    throw new InvariantError(`the core left for precompile ${address}, which ${hardfork} has not`);
  const start = view.getUint32(context + layout.CTX_PRECOMPILE_INPUT, true);
  const length = view.getUint32(context + layout.CTX_PRECOMPILE_LENGTH, true);
  const input = bytes.slice(start, start + length);
  const gas = view.getBigInt64(context + layout.CTX_PRECOMPILE_GAS, true);
  const cost = precompile.gas(input, hardfork);
  const output = cost > gas ? undefined : precompile.run(input);
  view.setBigInt64(context + layout.CTX_PRECOMPILE_GAS, output === undefined ? -1n : gas - cost, true);
  const buffer = view.getUint32(context + layout.CTX_RETURN, true);
  if (output !== undefined) bytes.set(output, buffer);
  view.setUint32(context + layout.CTX_RETURN_LENGTH, output?.length ?? 0, true);
}

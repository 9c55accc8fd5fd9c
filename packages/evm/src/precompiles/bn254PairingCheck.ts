import { type Bn254Exports, bn254Module, POINT_FINITE, POINT_INVALID } from './bn254Module.ts';
import { PreparedPoints } from './preparedPoints.ts';

const POINT1_BYTES = 64;
const PAIR_BYTES = 192;

let prepared: PreparedPoints | undefined;

/** Reads a pair to the place `index`: 'finite', or 'trivial' when a point is infinite and the pairing one. */
function readPair(
  module: Bn254Exports,
  points: PreparedPoints,
  pair: Uint8Array,
  index: number,
): 'finite' | 'trivial' | 'invalid' {
  new Uint8Array(module.memory.buffer).set(pair.subarray(0, POINT1_BYTES), module.INPUT.value);
  const first = module.readPoint1(index);
  if (first === POINT_INVALID) return 'invalid';
  const { kind, lines } = points.prepare(pair.subarray(POINT1_BYTES));
  if (kind === POINT_INVALID) return 'invalid';
  if (first !== POINT_FINITE || lines === undefined) return 'trivial';
  module.choosePoint2(index, lines);
  return 'finite';
}

/**
 * Whether the product of pairings of bn254 is one; undefined when a point is invalid or not in its group.
 *
 * @param input pairs of 64 and 128 bytes (EIP-197)
 */
export function isBn254PairingOne(input: Uint8Array): boolean | undefined {
  const module = bn254Module();
  prepared ??= new PreparedPoints(module);
  module.begin();
  let waiting = 0;
  let isTrivial = true;
  for (let at = 0; at < input.length; at += PAIR_BYTES) {
    const outcome = readPair(module, prepared, input.subarray(at, at + PAIR_BYTES), waiting);
    if (outcome === 'invalid') return undefined;
    if (outcome === 'trivial') continue;
    isTrivial = false;
    waiting++;
    if (waiting < module.PAIRS.value) continue;
    module.multiply(waiting);
    waiting = 0;
  }
  if (waiting > 0) module.multiply(waiting);
  return isTrivial || module.isProductOne() === 1;
}

import { sizeOfHex } from '../bytes.ts';
import { frameEvents, type TracerMaker } from './tracer.ts';

/** How often each function was called: selector and size of the rest of the input, as `0xa9059cbb-64`. */
export type SelectorCounts = Record<string, number>;

const SELECTOR_BYTES = 4;

/** geth's `4byteTracer`: calls of every type with a selector, those of precompiles and creations apart. */
export function fourByteTracer(): TracerMaker<SelectorCounts> {
  return () => {
    const counts: SelectorCounts = {};
    return {
      events: frameEvents,
      enter({ type, input, isPrecompile }) {
        const size = sizeOfHex(input);
        const isCall = type.endsWith('CALL') || type === 'CALLCODE';
        if (!isCall || isPrecompile || size < SELECTOR_BYTES) return;
        const key = `${input.slice(0, 2 + 2 * SELECTOR_BYTES)}-${size - SELECTOR_BYTES}`;
        counts[key] = (counts[key] ?? 0) + 1;
      },
      result: () => counts,
    };
  };
}

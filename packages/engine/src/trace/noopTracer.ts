import { frameEvents, type TracerMaker } from './tracer.ts';

/** Follows everything and says nothing: geth's `noopTracer`. */
export function noopTracer(): TracerMaker<Record<string, never>> {
  return () => ({ events: frameEvents, result: () => ({}) });
}

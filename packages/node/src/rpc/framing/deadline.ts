/**
 * A signal that is aborted after a time, or with another one. Not AbortSignal.any: what that keeps of a signal as old as
 * its connection grows with each message.
 *
 * @returns the signal, and what frees it
 */
export function limitTime(timeoutMs: number, outer: AbortSignal): { signal: AbortSignal; end: () => void } {
  const controller = new AbortController();
  const abort = () => controller.abort();
  const timer = setTimeout(abort, timeoutMs);
  if (outer.aborted) abort();
  outer.addEventListener('abort', abort);
  const end = () => {
    clearTimeout(timer);
    outer.removeEventListener('abort', abort);
  };
  return { signal: controller.signal, end };
}

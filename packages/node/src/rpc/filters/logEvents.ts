import { formatLog } from '../format/log.ts';
import { type LogPattern, matchesLog } from '../logs/matchLog.ts';
import type { HeadEvent } from './headEvents.ts';

/** The logs that a change of the head brings, formatted: first those that are gone, the newest block first, then the new. */
export function logsOfEvent({ removed, added }: HeadEvent, pattern: LogPattern) {
  const matching = (block: HeadEvent['added'][number]) =>
    block.logs().filter(({ log }) => matchesLog(pattern, log));
  return [
    ...removed.toReversed().flatMap((block) => matching(block).map((log) => formatLog(log, true))),
    ...added.flatMap((block) => matching(block).map((log) => formatLog(log))),
  ];
}

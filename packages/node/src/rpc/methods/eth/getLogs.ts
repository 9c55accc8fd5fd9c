import { formatLog } from '../../format/log.ts';
import { findLogs } from '../../logs/findLogs.ts';
import { method } from '../../method.ts';
import { logFilter } from '../../params/filter.ts';

export const getLogs = method('eth_getLogs', [logFilter], async (context, [filter], { signal }) => {
  const logs = await findLogs(context, filter, signal);
  return logs.map((log) => formatLog(log));
});

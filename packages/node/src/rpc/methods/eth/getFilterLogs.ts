import { formatLog } from '../../format/log.ts';
import { findLogs } from '../../logs/findLogs.ts';
import { method } from '../../method.ts';
import { data } from '../../params/hex.ts';

export const getFilterLogs = method('eth_getFilterLogs', [data], async (context, [id], { signal }) => {
  const logs = await findLogs(context, context.filters.logFilterOf(id), signal);
  return logs.map((log) => formatLog(log));
});

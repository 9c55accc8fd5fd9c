import { part } from '../../context.ts';
import { toQuantity } from '../../format/hex.ts';
import { method } from '../../method.ts';

export const status = method('txpool_status', [], (context) => {
  const { pending, queued } = part(context, 'pool').status();
  return { pending: toQuantity(pending), queued: toQuantity(queued) };
});

import { method } from '../../method.ts';
import { data } from '../../params/hex.ts';

export const getFilterChanges = method('eth_getFilterChanges', [data], ({ filters }, [id]) =>
  filters.take(id),
);

import { method } from '../../method.ts';
import { data } from '../../params/hex.ts';

export const uninstallFilter = method('eth_uninstallFilter', [data], ({ filters }, [id]) =>
  filters.uninstall(id),
);

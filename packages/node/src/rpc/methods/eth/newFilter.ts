import { logsOfEvent } from '../../filters/logEvents.ts';
import { method } from '../../method.ts';
import { logFilter } from '../../params/filter.ts';

export const newFilter = method('eth_newFilter', [logFilter], ({ heads, filters }, [filter]) =>
  filters.install((note) => heads.listen((event) => note(logsOfEvent(event, filter))), filter),
);

import { method } from '../../method.ts';

export const newBlockFilter = method('eth_newBlockFilter', [], ({ heads, filters }) =>
  filters.install((note) => heads.listen(({ added }) => note(added.map(({ hash }) => hash)))),
);

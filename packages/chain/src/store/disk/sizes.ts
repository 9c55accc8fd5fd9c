/** How much is in the tables. */
import { basename } from 'node:path';
import type { TableSize } from '../chainStore.ts';
import type { Environment } from './environment.ts';

/** What lmdb says of a table. */
interface Stats {
  pageSize: number;
  entryCount: number;
  treeBranchPageCount: number;
  treeLeafPageCount: number;
  overflowPages: number;
}

export function sizesOf<Name extends string>({ path, tables }: Environment<Name>): TableSize[] {
  return (Object.keys(tables) as Name[]).map((name) => {
    const stats = tables[name].getStats() as Stats;
    const pages = stats.treeBranchPageCount + stats.treeLeafPageCount + stats.overflowPages;
    return { name: `${basename(path)}/${name}`, rows: stats.entryCount, bytes: pages * stats.pageSize };
  });
}

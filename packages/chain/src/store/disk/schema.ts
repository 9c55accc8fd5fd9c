/** What an environment says of itself: that it is ours, which of the two, and of which version. */
import { join } from 'node:path';
import { StoreDamagedError, StoreVersionError } from '../../errors/store.ts';
import { type Environment, findTable, openTables, type Root, type Table, transact } from './environment.ts';

/** Goes up with every change of a table that older versions would misunderstand. */
export const SCHEMA_VERSION = 1;

const SCHEMA = Buffer.from('schema');

interface Schema {
  name: string;
  version: number;
}

/**
 * Opens the tables of an environment after looking whose it is: nothing is written into one that is not ours.
 *
 * @param name of the environment, so that none is taken for the other
 * @throws StoreVersionError, StoreDamagedError for a database of somebody else
 */
export function openOwnTables<Name extends string>(
  root: Root,
  path: string,
  name: string,
  names: readonly (Name | 'facts')[],
): Environment<Name | 'facts'> {
  const found = findTable(root, 'facts');
  if (isNew(root, found)) {
    const env = openTables(root, path, ['facts']);
    const schema: Schema = { name, version: SCHEMA_VERSION };
    transact(env, () => env.tables.facts.putSync(SCHEMA, Buffer.from(JSON.stringify(schema))));
  } else {
    checkSchema(join(path, 'data.mdb'), name, found);
  }
  return openTables(root, path, names);
}

/** The schema is the first row that is written, into the first table that is made; until then the environment counts as new. */

function isNew(root: Root, facts: Table | undefined): boolean {
  const tables = root.getKeysCount();
  return tables === 0 || (tables === 1 && facts !== undefined && facts.getKeysCount() === 0);
}

function checkSchema(file: string, name: string, facts: Table | undefined): void {
  const found = facts && readSchema(facts);
  if (found?.name !== name)
    throw new StoreDamagedError({ file, reason: `it is not the database of the ${name} of a store` });
  if (found.version > SCHEMA_VERSION)
    throw new StoreVersionError({ file, found: found.version, supported: SCHEMA_VERSION });
}

function readSchema(facts: Table): Schema | undefined {
  const bytes = facts.get(SCHEMA);
  if (bytes === undefined) return undefined;
  try {
    return JSON.parse(Buffer.from(bytes).toString()) as Schema;
  } catch {
    return undefined;
  }
}

/** A process of its own: reads every row of an lmdb environment, and ends badly when that is not possible. */
import { open } from 'lmdb';

const options = { encoding: 'binary', keyEncoding: 'binary' } as const;
const root = open<Uint8Array, Uint8Array>({
  path: process.argv[2] as string,
  ...options,
  readOnly: true,
  overlappingSync: false,
  maxDbs: 64,
});
// The rows of the unnamed table are the names of the tables.
for (const name of root.getKeys()) {
  const table = root.openDB<Uint8Array, Uint8Array>({ name: Buffer.from(name).toString(), ...options });
  for (const { value } of table.getRange()) value.at(-1);
}
process.exit(0);

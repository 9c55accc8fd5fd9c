/** Keys in the `facts` tables, beside those of the schema and of the owner. */
export const factNames = {
  // Of blocks
  genesis: Buffer.from('genesis'),
  config: Buffer.from('config'),
  head: Buffer.from('head'),
  safe: Buffer.from('safe'),
  finalized: Buffer.from('finalized'),
  // Of the state
  marker: Buffer.from('marker'),
  archive: Buffer.from('archive'),
} as const;

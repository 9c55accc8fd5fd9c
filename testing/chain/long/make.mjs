/** `node testing/chain/long/make.mjs DIR [BLOCKS [TRANSACTIONS [HOLDERS]]]`: a long chain as genesis.json and blocks.rlp. */
import { register } from 'node:module';

register('../../differential/typescriptLoader.mjs', import.meta.url);
const { writeLongChain } = await import('./writeLongChain.ts');
const [dir, blocks = '100', transactions = '200', holders = '20000'] = process.argv.slice(2);
await writeLongChain(dir, {
  blocks: Number(blocks),
  transactions: Number(transactions),
  senders: Math.max(500, Number(transactions)),
  holders: Number(holders),
  tokens: 20,
  seed: 1,
});

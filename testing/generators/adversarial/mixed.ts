/** Several patterns in one block, their transactions shuffled together like cards. */
import type { Wish } from '../../adversarial/smallBlock.ts';
import { absents } from './absents.ts';
import type { Accounts, AdversarialGenerator } from './adversity.ts';
import { collisions } from './collisions.ts';
import { deepCalls } from './deepCalls.ts';
import { emptied } from './emptied.ts';
import { fans } from './fans.ts';
import { gasOrders } from './gasOrders.ts';
import { largeMemories } from './largeMemories.ts';
import { outOfGas } from './outOfGas.ts';
import { pingPongs } from './pingPongs.ts';
import { rebirths } from './rebirths.ts';
import { stars } from './stars.ts';
import { thresholds } from './thresholds.ts';

/** Those that stay valid whatever others do: no exact funds, no nonces named, no limit of the block. */
const ingredients: AdversarialGenerator[] = [
  absents,
  collisions,
  deepCalls,
  emptied,
  fans,
  gasOrders,
  largeMemories,
  outOfGas,
  pingPongs,
  rebirths,
  stars,
  thresholds,
];

/** Two to four patterns over the same actors and slots, each in its own order. */
export const mixed: AdversarialGenerator = ({ random, hardfork, size }) => {
  const count = 2 + random.below(3);
  const accounts: Accounts = {};
  const decks = Array.from({ length: count }, () => {
    const share = Math.max(2, Math.floor(size / count));
    const parts = random.pick(ingredients)({ random, hardfork, size: share });
    Object.assign(accounts, parts.accounts);
    return [...parts.transactions];
  });
  const transactions: Wish[] = [];
  for (let left = decks.filter(hasMore); left.length > 0; left = decks.filter(hasMore)) {
    transactions.push(random.pick(left).shift()!);
  }
  return { hardfork, accounts, transactions };
};

function hasMore(deck: readonly Wish[]): boolean {
  return deck.length > 0;
}

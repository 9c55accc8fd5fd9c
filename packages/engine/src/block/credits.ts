/** Balances that a block adds outside of transactions: mining rewards and withdrawals. */
import { rulesOf } from '@heddle/evm';
import type { Address, Block } from '../types.ts';

/** An amount that an account receives. */
export interface Credit {
  address: Address;
  /** Wei; a withdrawal may be of 0, which still touches the account. */
  amount: bigint;
}

/** Each ommer adds this part of the reward to the miner's. */
const OMMER_BONUS_DIVISOR = 32n;
/** An ommer's own reward falls by an eighth per generation. */
const OMMER_GENERATIONS = 8n;
const WEI_PER_GWEI = 1_000_000_000n;

/** What the miners of a block and its ommers receive after its transactions; nothing after the merge. */
export function rewards({ hardfork, header, ommers }: Block): Credit[] {
  const { blockReward, proofOfStake } = rulesOf(hardfork);
  if (proofOfStake) return [];
  const bonus = (blockReward / OMMER_BONUS_DIVISOR) * BigInt(ommers.length);
  const ofOmmers = ommers.map((ommer) => ({
    address: ommer.beneficiary,
    amount: (blockReward * (OMMER_GENERATIONS + ommer.number - header.number)) / OMMER_GENERATIONS,
  }));
  return [...ofOmmers, { address: header.beneficiary, amount: blockReward + bonus }];
}

/** What the withdrawals of a block pay out after its transactions (EIP-4895). */
export function withdrawalCredits({ withdrawals = [] }: Block): Credit[] {
  return withdrawals.map(({ address, amount }) => ({ address, amount: amount * WEI_PER_GWEI }));
}

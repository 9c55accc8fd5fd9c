import type { Address, Hash } from '@heddle/engine';
import type { ModelAccount, ModelState } from './modelState.ts';

const noCode: Hash = '0xc5d2460186f7233c927e7db2dcc703c0e500b653ca82273b7bfad8045d85a470';

function storageOf(index: number, variant: number): Map<Hash, bigint> {
  const count = index === 7 ? 3000 : index % 10 === 0 ? 4 : 0;
  const slots = Array.from({ length: count }, (_, slot): [Hash, bigint] => [
    `0x${slot.toString(16).padStart(64, '0')}`,
    BigInt(slot) ** 3n + BigInt(variant),
  ]);
  // Each variant lacks other slots.
  return new Map(slots.filter((_, slot) => slot % 5 !== variant));
}

/** A state of 4,000 accounts with small and one large storage; another one for each variant. */
export function largeState(variant: number): ModelState {
  const accounts = new Map<Address, ModelAccount>();
  for (let index = 0; index < 5000; index++) {
    if (index % 5 === variant) continue;
    const storage = storageOf(index, variant);
    const codeHash: Hash = storage.size === 0 ? noCode : `0x${'ab'.repeat(32)}`;
    const address: Address = `0x${index.toString(16).padStart(40, '0')}`;
    accounts.set(address, { nonce: BigInt(index), balance: BigInt(variant), codeHash, storage });
  }
  return accounts;
}

import type { AccessListEntry, Address, Block, Hash, Transaction } from '@heddle/engine';
import { rulesOf } from '@heddle/evm';
import { word } from './cast.ts';
import { baseFee } from './header.ts';
import { type Intent, mostFees, randomIntent } from './intents.ts';
import { leastGasLimit } from './intrinsicGas.ts';
import type { Ledger } from './ledger.ts';
import type { Scene } from './steps.ts';

/** Wei per gas that no random transaction exceeds. */
const highestPrice = 10n * baseFee;

/** A valid transaction that does something random, entered into the ledger. */
export function randomTransaction(scene: Scene, ledger: Ledger, block: Block): Transaction {
  const chosen = scene.random.pick(ledger.senders);
  // The first sender is rich: it steps in for an account that may not have the funds.
  const from = ledger.fundsOf(chosen) >= 2n * mostFees ? chosen : scene.cast.senders[0]!;
  const intent = randomIntent(scene, ledger, from);
  const type = randomType(scene, intent, block);
  const tx: Transaction = {
    type,
    chainId:
      type === 0 && (scene.random.chance(0.5) || !rulesOf(scene.hardfork).replayProtection) ? undefined : 1n,
    nonce: 0n,
    gasLimit: 0n,
    to: intent.to,
    value: intent.value ?? 0n,
    data: intent.data ?? '0x',
    ...randomPrice(scene, type),
    maxFeePerBlobGas: type === 3 ? 10n : 0n,
    blobVersionedHashes: type === 3 ? [blobHash(scene)] : [],
    accessList: type === 0 ? [] : randomAccessList(scene),
    authorizationList: intent.authorizationList ?? [],
    yParity: 0,
    r: 0n,
    s: 0n,
    from,
  };
  const spareGas = intent.spareGas ?? BigInt(60_000 + scene.random.below(most(scene)));
  tx.gasLimit = leastGasLimit(tx, block) + spareGas;
  return send(ledger, tx, intent, from);
}

/** About the most gas to spare: where state costs gas of its own, enough for two accounts or some slots. */
function most({ hardfork }: Scene): number {
  return rulesOf(hardfork).stateGas ? 540_000 : 240_000;
}

/** Enters a transaction and what it promises into the ledger. */
function send(ledger: Ledger, tx: Transaction, intent: Intent, from: Address): Transaction {
  const cost = tx.gasLimit * tx.maxFeePerGas + tx.maxFeePerBlobGas * 2n ** 17n;
  if (cost > mostFees) throw new Error(`a random transaction may cost ${cost} wei: raise mostFees above it`);
  tx.nonce = ledger.nonceOf(from);
  ledger.spend(from, cost + tx.value);
  for (const authority of intent.delegatingSenders ?? []) ledger.bumpNonce(authority);
  if (intent.newcomer) ledger.admitNewcomer(intent.newcomer, tx.value);
  return tx;
}

function randomType(scene: Scene, intent: Intent, block: Block): Transaction['type'] {
  if (intent.authorizationList) return 4;
  const rules = rulesOf(scene.hardfork);
  const blobs = block.transactions.filter((tx) => tx.type === 3).length;
  if (rules.blobs && intent.to !== null && blobs < rules.blobMax && scene.random.chance(0.02)) return 3;
  const types: Transaction['type'][] = [0, 1, 2];
  return scene.random.pick(types.filter((type) => type <= rules.maxTransactionType));
}

function randomPrice({ random, hardfork }: Scene, type: Transaction['type']) {
  const least = rulesOf(hardfork).baseFee ? baseFee : 0n;
  const extra = () => BigInt(random.below(Number(highestPrice - baseFee)));
  const maxFeePerGas = least + (random.chance(0.2) ? 0n : extra());
  if (type < 2) return { maxFeePerGas, maxPriorityFeePerGas: maxFeePerGas };
  const tip = random.chance(0.2) ? 0n : extra();
  return { maxFeePerGas, maxPriorityFeePerGas: tip < maxFeePerGas ? tip : maxFeePerGas };
}

function randomAccessList({ cast, random }: Scene): AccessListEntry[] {
  return Array.from({ length: random.below(3) }, () => ({
    address: random.pick([...cast.actors, ...cast.absent, cast.beneficiary]),
    storageKeys: Array.from({ length: random.below(3) }, () => word(random.pick(cast.slots))),
  }));
}

function blobHash({ random }: Scene): Hash {
  return `0x01${word(BigInt(random.below(1000))).slice(4)}`;
}

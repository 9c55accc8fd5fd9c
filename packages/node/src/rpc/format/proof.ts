import type { AccountProof } from '../chainReader.ts';
import { toQuantity } from './hex.ts';

/** A proof as eth_getProof gives it (EIP-1186). @param keys names of the slots */
export function formatProof(proof: AccountProof, keys: readonly string[]) {
  return {
    address: proof.address,
    accountProof: proof.accountProof,
    balance: toQuantity(proof.balance),
    codeHash: proof.codeHash,
    nonce: toQuantity(proof.nonce),
    storageHash: proof.storageHash,
    storageProof: proof.storageProof.map(({ key, value, proof: nodes }, index) => ({
      key: keys[index] ?? key,
      value: toQuantity(value),
      proof: nodes,
    })),
  };
}

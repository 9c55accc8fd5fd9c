/** Proofs of accounts and slots in the form of EIP-1186. */
import type { Address, Hash, Hex } from '@heddle/engine';

/** What an account holds and the nodes that prove it; an account that does not exist holds nothing. */
export interface AccountProof {
  readonly address: Address;
  /** RLP of the nodes from the root to the account, or to where it would be. */
  readonly accountProof: readonly Hex[];
  readonly nonce: bigint;
  /** Wei. */
  readonly balance: bigint;
  readonly codeHash: Hash;
  /** Root of the account's storage. */
  readonly storageHash: Hash;
  readonly storageProof: readonly SlotProof[];
}

/** A slot's value and the nodes that prove it. */
export interface SlotProof {
  readonly key: Hash;
  readonly value: bigint;
  /** RLP of the nodes from the root of the storage to the slot, or to where it would be. */
  readonly proof: readonly Hex[];
}

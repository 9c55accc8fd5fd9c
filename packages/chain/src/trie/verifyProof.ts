/** Checks proofs against a root; needs nothing but the proof. */
import { decodeRlp, encodeRlp, type Hash, type Hex, RlpError, type RlpItem } from '@heddle/engine';
import { keccak256 } from '@heddle/evm';
import { fromHex, toHex } from '../bytes.ts';
import type { AccountProof, SlotProof } from './accountProof.ts';
import { EMPTY_CODE_HASH, EMPTY_TRIE_ROOT } from './emptyHashes.ts';

/** What is wrong with a proof, and where: in that of the account or of one slot. */
export type ProofVerdict =
  | { readonly kind: 'valid' }
  | { readonly kind: 'invalid'; readonly where: 'account' | Hash; readonly reason: string };

const ABSENT: Hash = `0x${'00'.repeat(32)}`;

/** Why a list of nodes proves nothing. */
class ProofBreak extends Error {}

/**
 * Whether the proof shows that in the state with that root the account holds what the proof says, and its slots, too. An
 * account that does not exist holds nothing, and so do all its slots; that is proven by where it would be (EIP-1186).
 */
export function verifyProof(root: Hash, proof: AccountProof): ProofVerdict {
  const account = verdictOf('account', () => checkAccount(root, proof));
  if (account.kind === 'invalid') return account;
  for (const slot of proof.storageProof) {
    const verdict = verdictOf(slot.key, () => checkSlot(proof, slot));
    if (verdict.kind === 'invalid') return verdict;
  }
  return account;
}

function verdictOf(where: 'account' | Hash, check: () => void): ProofVerdict {
  try {
    check();
    return { kind: 'valid' };
  } catch (error) {
    if (error instanceof ProofBreak || error instanceof RlpError) {
      return { kind: 'invalid', where, reason: error.message };
    }
    throw error;
  }
}

function checkAccount(root: Hash, proof: AccountProof): void {
  const { nonce, balance, storageHash, codeHash } = proof;
  const found = lookUp(root, proof.address, proof.accountProof);
  const isNothing =
    nonce === 0n &&
    balance === 0n &&
    (codeHash === EMPTY_CODE_HASH || codeHash === ABSENT) &&
    (storageHash === EMPTY_TRIE_ROOT || storageHash === ABSENT);
  if (found === undefined && isNothing) return;
  const claimed = toHex(encodeRlp([nonce, balance, storageHash, codeHash]));
  if (found === undefined) throw new ProofBreak('the nodes show that there is no such account');
  if (toHex(found) !== claimed) throw new ProofBreak('the nodes show another account');
}

function checkSlot({ storageHash }: AccountProof, { key, value, proof }: SlotProof): void {
  const root = storageHash === ABSENT ? EMPTY_TRIE_ROOT : storageHash;
  const found = lookUp(root, key, proof);
  const claimed = value === 0n ? undefined : toHex(encodeRlp(value));
  if ((found === undefined ? undefined : toHex(found)) !== claimed) {
    throw new ProofBreak('the nodes show another value');
  }
}

/** The value that the nodes show for a key, or undefined when they show that there is none. @throws ProofBreak, RlpError */
function lookUp(root: Hash, key: Hex, nodes: readonly Hex[]): Uint8Array | undefined {
  if (root === EMPTY_TRIE_ROOT && nodes.length === 0) return undefined;
  const path = toHex(keccak256(fromHex(key))).slice(2);
  const walk = new Walk(path, nodes);
  const value = walk.down(root);
  if (walk.rest !== 0) throw new ProofBreak('there are nodes that nothing refers to');
  return value;
}

/** Follows a path of hexadecimal digits from node to node. */
class Walk {
  readonly #path: string;
  readonly #nodes: readonly Hex[];
  #next = 0;
  #depth = 0;

  constructor(path: string, nodes: readonly Hex[]) {
    this.#path = path;
    this.#nodes = nodes;
  }

  /** Nodes that were not needed. */
  get rest(): number {
    return this.#nodes.length - this.#next;
  }

  down(root: Hash): Uint8Array | undefined {
    let reference: RlpItem = fromHex(root);
    while (true) {
      const node = this.#resolve(reference);
      if (node.length === 17) {
        reference =
          node[Number.parseInt(this.#path[this.#depth] ?? '', 16)] ?? broken('the path is too long');
        this.#depth++;
        if (reference.length === 0) return undefined;
        continue;
      }
      const [prefix, content] = node;
      if (node.length !== 2 || !(prefix instanceof Uint8Array)) broken('a node is of no kind');
      const { digits, isLeaf } = pathOf(prefix as Uint8Array);
      const isOnPath = this.#path.startsWith(digits, this.#depth);
      if (isLeaf) return this.#leaf(digits, content as RlpItem, isOnPath);
      if (!isOnPath) return undefined;
      this.#depth += digits.length;
      reference = content as RlpItem;
    }
  }

  #leaf(digits: string, content: RlpItem, isOnPath: boolean): Uint8Array | undefined {
    if (this.#depth + digits.length !== this.#path.length) broken('the path of a leaf has the wrong length');
    if (!(content instanceof Uint8Array)) broken('a leaf has no value');
    return isOnPath ? (content as Uint8Array) : undefined;
  }

  /** The node that is meant: the reference itself, or the next node of the proof, whose hash it must be. */
  #resolve(reference: RlpItem): RlpItem[] {
    if (!(reference instanceof Uint8Array)) return reference;
    if (reference.length !== 32) broken('a reference is no hash');
    const bytes = fromHex(this.#nodes[this.#next] ?? broken('a node is missing'));
    if (toHex(keccak256(bytes)) !== toHex(reference)) broken(`node ${this.#next} is not the one referred to`);
    this.#next++;
    const node = decodeRlp(bytes);
    return node instanceof Uint8Array ? broken('a node is no list') : node;
  }
}

/** Reads the hexadecimal prefix of a path (yellow paper, appendix C). */
function pathOf(encoded: Uint8Array): { digits: string; isLeaf: boolean } {
  const digits = toHex(encoded).slice(2);
  const kind = Number.parseInt(digits[0] ?? '', 16);
  const isOdd = (kind & 1) === 1;
  if (!(kind < 4) || (!isOdd && digits[1] !== '0')) broken('the prefix of a path is of no kind');
  const path = digits.slice(isOdd ? 1 : 2);
  if (kind < 2 && path === '') broken('an extension has no path');
  return { digits: path, isLeaf: kind >= 2 };
}

function broken(reason: string): never {
  throw new ProofBreak(reason);
}

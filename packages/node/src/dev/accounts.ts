/** The accounts of a development chain: keys out of the mnemonic that every tool of this kind uses. */

import { type Address, type Hex, keccak256 } from '@heddle/engine';
import { secp256k1 } from '@noble/curves/secp256k1.js';
import { HDKey } from '@scure/bip32';
import { mnemonicToSeedSync, validateMnemonic } from '@scure/bip39';
import { wordlist } from '@scure/bip39/wordlists/english.js';
import { DevelopmentError } from './errors.ts';

export const defaultMnemonic = 'test test test test test test test test test test test junk';

/** Where the keys of Ethereum accounts lie in the tree of a seed (BIP-44, coin type 60). */
const ACCOUNT_PATH = "m/44'/60'/0'/0";

/** An account whose key the node holds. */
export interface DevelopmentAccount {
  address: Address;
  /** 32 bytes. Everybody knows it: for development only. */
  privateKey: Uint8Array;
}

/**
 * The first `count` accounts of a mnemonic (BIP-39), at m/44'/60'/0'/0/i (BIP-32, BIP-44).
 *
 * @throws DevelopmentError MNEMONIC_INVALID
 */
export function developmentAccounts(count = 10, mnemonic = defaultMnemonic): DevelopmentAccount[] {
  if (!validateMnemonic(mnemonic, wordlist)) throw new DevelopmentError('MNEMONIC_INVALID', {});
  const parent = HDKey.fromMasterSeed(mnemonicToSeedSync(mnemonic)).derive(ACCOUNT_PATH);
  return Array.from({ length: count }, (_, index) => {
    const { privateKey } = parent.deriveChild(index);
    if (privateKey === null) throw new DevelopmentError('MNEMONIC_INVALID', {});
    return { address: addressOfKey(privateKey), privateKey };
  });
}

/** The address of a private key. */
export function addressOfKey(privateKey: Uint8Array): Address {
  const point = secp256k1.getPublicKey(privateKey, false); // 0x04, x, y
  return toHex(keccak256(point.subarray(1)).subarray(12));
}

function toHex(bytes: Uint8Array): Hex {
  return `0x${Buffer.from(bytes).toString('hex')}`;
}

import { keccak256 } from '@heddle/engine';
import { bytesOf, toData } from '../../format/hex.ts';
import { method } from '../../method.ts';
import { data } from '../../params/hex.ts';

/** keccak256, whatever the name says. */
export const sha3 = method('web3_sha3', [data], (_context, [bytes]) => toData(keccak256(bytesOf(bytes))));

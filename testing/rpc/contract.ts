/** A contract that counts, tells and refuses, with the selectors and events of Solidity. */
import { type Hex, keccak256 } from '@heddle/engine';
import { asm } from '../dsl/asm.ts';

const hashOf = (signature: string) =>
  `0x${Buffer.from(keccak256(Buffer.from(signature))).toString('hex')}` as const;
const selector = (signature: string) => hashOf(signature).slice(0, 10) as Hex;

/** Topic of `Counted(address indexed who, uint256 value)`. */
export const countedTopic = hashOf('Counted(address,uint256)');

const reason = 'no such luck';
/** `Error(string)`: the selector, then in words where the string begins, its length and its bytes. */
const errorData = [
  selector('Error(string)').slice(2),
  (32).toString(16).padStart(64, '0'),
  reason.length.toString(16).padStart(64, '0'),
  Buffer.from(reason).toString('hex').padEnd(64, '0'),
].join('');
const errorWords = errorData.match(/.{1,64}/g)!.map((word) => `0x${word.padEnd(64, '0')}`);

/** Jumps to a label when the call begins with a selector. */
const route = (signature: string, label: string) => `DUP1 ${selector(signature)} EQ @${label} JUMPI`;

export const runtime: Hex = asm(`
  0 CALLDATALOAD 224 SHR
  ${route('increment()', 'increment')}
  ${route('count()', 'count')}
  ${route('fail()', 'fail')}
  ${route('overflow()', 'overflow')}
  ${route('refuse()', 'refuse')}
  0 0 REVERT
  increment: 0 SLOAD 1 ADD DUP1 0 SSTORE 0 MSTORE CALLER ${countedTopic} 32 0 LOG2 STOP
  count: 0 SLOAD 0 MSTORE 32 0 RETURN
  fail: ${errorWords.map((word, i) => `${word} ${32 * i} MSTORE`).join(' ')} 100 0 REVERT
  overflow: ${selector('Panic(uint256)')} 224 SHL 0 MSTORE 17 4 MSTORE 36 0 REVERT
  refuse: ${selector('Refused(uint256)')} 224 SHL 0 MSTORE 7 4 MSTORE 36 0 REVERT
`).code;

/** Init code that deploys it. */
export const initCode: Hex = (() => {
  const size = (runtime.length - 2) / 2;
  const loader = (offset: number) => asm(`${size} DUP1 ${offset} 0 CODECOPY 0 RETURN`).code;
  const offset = (loader(0).length - 2) / 2;
  return `${loader(offset)}${runtime.slice(2)}`;
})();

export const abi = [
  { type: 'function', name: 'increment', inputs: [], outputs: [], stateMutability: 'nonpayable' },
  { type: 'function', name: 'count', inputs: [], outputs: [{ type: 'uint256' }], stateMutability: 'view' },
  { type: 'function', name: 'fail', inputs: [], outputs: [], stateMutability: 'view' },
  { type: 'function', name: 'overflow', inputs: [], outputs: [], stateMutability: 'view' },
  { type: 'function', name: 'refuse', inputs: [], outputs: [], stateMutability: 'view' },
  {
    type: 'event',
    name: 'Counted',
    inputs: [
      { name: 'who', type: 'address', indexed: true },
      { name: 'value', type: 'uint256', indexed: false },
    ],
  },
  { type: 'error', name: 'Refused', inputs: [{ type: 'uint256' }] },
] as const;

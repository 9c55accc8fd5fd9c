/** Small contracts that do one thing each, for comparing with other implementations. */
import { type Address, type Hex, opcodeName } from '@heddle/engine';

const codes = new Map(Array.from({ length: 256 }, (_, code) => [opcodeName(code), code] as const));

/** Bytecode of mnemonics and numbers, which are pushed; `#ff` is a byte as it is. */
export function code(source: string): Hex {
  const bytes = source
    .split(/\s+/)
    .filter(Boolean)
    .map((word) => {
      if (word.startsWith('#')) return word.slice(1);
      if (!/^\d/.test(word)) return codes.get(word)!.toString(16).padStart(2, '0');
      const digits = BigInt(word).toString(16);
      const padded = digits.padStart(digits.length + (digits.length % 2), '0');
      return (0x5f + padded.length / 2).toString(16) + padded;
    });
  return `0x${bytes.join('')}`;
}

const at = (index: number): Address => `0x${'c0'.repeat(19)}${index.toString(16).padStart(2, '0')}`;

/** Stores `bytes` in memory from 0 on, 32 at a time. */
function inMemory(bytes: string): string {
  const words = bytes.match(/.{1,64}/g) ?? [];
  return words.map((word, i) => `0x${word.padEnd(64, '0')} ${32 * i} MSTORE`).join(' ');
}

const word = (value: string | number) =>
  typeof value === 'number' ? value.toString(16).padStart(64, '0') : value.padEnd(64, '0');
const errorText = Buffer.from('not the owner').toString('hex');
const error = `08c379a0${word(32)}${word(13)}${word(errorText)}`;
const panic = `4e487b71${word(0x11)}`;

const called = at(1);
const destructible = at(2);
/** Returns the two bytes of code that STOP twice. */
const initCode = '61000060005260026000f3';

/** Code by name; what it is called with is nothing. */
const sources: Record<string, string> = {
  called: '32 0 RETURN',
  destructible: '0xbeef SELFDESTRUCT',
  storage: '7 1 SSTORE 1 SLOAD POP 0 1 SSTORE 1 SLOAD 2 SSTORE 5 3 SLOAD POP POP',
  reverts: `${inMemory(error)} 100 0 REVERT`,
  panics: `${inMemory(panic)} 36 0 REVERT`,
  revertsBare: '0 0 REVERT',
  loops: 'JUMPDEST 0 JUMP',
  invalid: '1 INVALID',
  undefinedOpcode: '1 #0c',
  badJump: '1 2 3 JUMP',
  underflow: '1 ADD',
  storesInStatic: `0 0 0 0 ${at(4)} 50000 STATICCALL POP`,
  callsReverting: `32 0 0 0 0 ${at(5)} 50000 CALL POP RETURNDATASIZE 0 0 RETURNDATACOPY`,
  callsFailing: ['loops', 'invalid', 'badJump', 'underflow', 'panics', 'revertsBare']
    .map((_, i) => `0 0 0 0 0 ${at(6 + i)} 30000 CALL POP`)
    .join(' '),
  sendsTooMuch: `0 0 0 0 0xffffffffffffffffffff ${called} 30000 CALL POP`,
  sends: `0 0 0 0 5 ${called} 30000 CALL POP 0 0 0 0 0 0xdead 30000 CALL POP`,
  delegates: `0 0 0 0 ${at(4)} 60000 DELEGATECALL POP 0 0 0 0 3 ${called} 60000 CALLCODE POP`,
  logs: `0x1234 0 MSTORE 1 2 32 0 LOG2 0 0 LOG0 32 0 0 0 0 ${called} 30000 CALL POP 9 32 0 LOG1`,
  logsAndReverts: '0x1234 0 MSTORE 1 32 0 LOG1 0 0 REVERT',
  precompiles:
    '32 0 64 0 2 3000 STATICCALL POP 32 0 64 0 4 3000 STATICCALL POP 32 0 64 0 0 1 5000 CALL POP 0 0 64 0 6 50 STATICCALL POP',
  creates: `0x${initCode} 0 MSTORE 11 21 1 CREATE EXTCODESIZE POP 77 11 21 0 CREATE2 POP 77 11 21 0 CREATE2 POP`,
  createsNothing: '0x60fd60005360016000fd 0 MSTORE 10 22 0 CREATE POP 0xfe 0 MSTORE 1 31 0 CREATE POP',
  destroys: `0 0 0 0 0 ${destructible} 60000 CALL POP`,
  destroysItself: 'ADDRESS SELFDESTRUCT',
  looks: `${called} BALANCE POP ${called} EXTCODEHASH POP 0xabcd EXTCODESIZE POP 4 0 0 ${called} EXTCODECOPY SELFBALANCE POP`,
  returnDataBeyond: '1 0 0 RETURNDATACOPY',
  transient: '5 1 TSTORE 1 TLOAD 1 SSTORE',
  memory: '0xff 0x40 MSTORE8 96 0 KECCAK256 1000 MLOAD POP 32 0 64 MCOPY 32 0 RETURN',
  environment:
    'GASPRICE BASEFEE NUMBER TIMESTAMP COINBASE ORIGIN CALLER CALLVALUE CALLDATASIZE 0 CALLDATALOAD GAS GASLIMIT CHAINID',
};

/** A contract and where it lies. */
export interface Contract {
  name: string;
  address: Address;
  code: Hex;
}

export const contracts: Contract[] = Object.entries(sources).map(([name, source], i) => ({
  name,
  address: at(i + 1),
  code: code(source),
}));

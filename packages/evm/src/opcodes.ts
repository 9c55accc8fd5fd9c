/**
 * The opcodes, one row each: what it costs before anything dynamic, what it takes from the stack and
 * puts there, since when it exists and where it was repriced. The body is a `case` of the core's
 * interpreter under the same number.
 */
import type { Hardfork } from './hardforks.ts';

/** One opcode. */
export interface Opcode {
  code: number;
  name: string;
  /** Gas charged before the body runs; what depends on operands or state is charged by the body. */
  gas: number;
  /** Words taken from the stack. */
  takes: number;
  /** Words put on the stack. */
  gives: number;
  since: Hardfork;
  /** Gas from a hardfork on, oldest first. */
  repriced?: readonly (readonly [Hardfork, number])[];
}

type Row = [code: number, name: string, gas: number, takes: number, gives: number, since?: Hardfork];

const FRONTIER: Row[] = [
  [0x00, 'STOP', 0, 0, 0],
  [0x01, 'ADD', 3, 2, 1],
  [0x02, 'MUL', 5, 2, 1],
  [0x03, 'SUB', 3, 2, 1],
  [0x04, 'DIV', 5, 2, 1],
  [0x05, 'SDIV', 5, 2, 1],
  [0x06, 'MOD', 5, 2, 1],
  [0x07, 'SMOD', 5, 2, 1],
  [0x08, 'ADDMOD', 8, 3, 1],
  [0x09, 'MULMOD', 8, 3, 1],
  [0x0a, 'EXP', 10, 2, 1],
  [0x0b, 'SIGNEXTEND', 5, 2, 1],
  [0x10, 'LT', 3, 2, 1],
  [0x11, 'GT', 3, 2, 1],
  [0x12, 'SLT', 3, 2, 1],
  [0x13, 'SGT', 3, 2, 1],
  [0x14, 'EQ', 3, 2, 1],
  [0x15, 'ISZERO', 3, 1, 1],
  [0x16, 'AND', 3, 2, 1],
  [0x17, 'OR', 3, 2, 1],
  [0x18, 'XOR', 3, 2, 1],
  [0x19, 'NOT', 3, 1, 1],
  [0x1a, 'BYTE', 3, 2, 1],
  [0x1b, 'SHL', 3, 2, 1, 'constantinople'], // EIP-145
  [0x1c, 'SHR', 3, 2, 1, 'constantinople'],
  [0x1d, 'SAR', 3, 2, 1, 'constantinople'],
  [0x1e, 'CLZ', 5, 1, 1, 'osaka'], // EIP-7939
  [0x20, 'KECCAK256', 30, 2, 1],
  [0x30, 'ADDRESS', 2, 0, 1],
  [0x32, 'ORIGIN', 2, 0, 1],
  [0x33, 'CALLER', 2, 0, 1],
  [0x34, 'CALLVALUE', 2, 0, 1],
  [0x35, 'CALLDATALOAD', 3, 1, 1],
  [0x36, 'CALLDATASIZE', 2, 0, 1],
  [0x37, 'CALLDATACOPY', 3, 3, 0],
  [0x38, 'CODESIZE', 2, 0, 1],
  [0x39, 'CODECOPY', 3, 3, 0],
  [0x3a, 'GASPRICE', 2, 0, 1],
  [0x3d, 'RETURNDATASIZE', 2, 0, 1, 'byzantium'], // EIP-211
  [0x3e, 'RETURNDATACOPY', 3, 3, 0, 'byzantium'],
  [0x40, 'BLOCKHASH', 20, 1, 1],
  [0x41, 'COINBASE', 2, 0, 1],
  [0x42, 'TIMESTAMP', 2, 0, 1],
  [0x43, 'NUMBER', 2, 0, 1],
  [0x44, 'PREVRANDAO', 2, 0, 1],
  [0x45, 'GASLIMIT', 2, 0, 1],
  [0x46, 'CHAINID', 2, 0, 1, 'istanbul'], // EIP-1344
  [0x47, 'SELFBALANCE', 5, 0, 1, 'istanbul'], // EIP-1884
  [0x48, 'BASEFEE', 2, 0, 1, 'london'], // EIP-3198
  [0x49, 'BLOBHASH', 3, 1, 1, 'cancun'], // EIP-4844
  [0x4a, 'BLOBBASEFEE', 2, 0, 1, 'cancun'], // EIP-7516
  [0x4b, 'SLOTNUM', 2, 0, 1, 'amsterdam'], // EIP-7843
  [0x50, 'POP', 2, 1, 0],
  [0x51, 'MLOAD', 3, 1, 1],
  [0x52, 'MSTORE', 3, 2, 0],
  [0x53, 'MSTORE8', 3, 2, 0],
  [0x55, 'SSTORE', 0, 2, 0],
  [0x56, 'JUMP', 8, 1, 0],
  [0x57, 'JUMPI', 10, 2, 0],
  [0x58, 'PC', 2, 0, 1],
  [0x59, 'MSIZE', 2, 0, 1],
  [0x5a, 'GAS', 2, 0, 1],
  [0x5b, 'JUMPDEST', 1, 0, 0],
  [0x5c, 'TLOAD', 100, 1, 1, 'cancun'], // EIP-1153
  [0x5d, 'TSTORE', 100, 2, 0, 'cancun'],
  [0x5e, 'MCOPY', 3, 3, 0, 'cancun'], // EIP-5656
  [0x5f, 'PUSH0', 2, 0, 1, 'shanghai'], // EIP-3855
  // How deep they reach stands in the byte behind them, so the body checks that (EIP-8024).
  [0xe6, 'DUPN', 3, 0, 1, 'amsterdam'],
  [0xe7, 'SWAPN', 3, 0, 0, 'amsterdam'],
  [0xe8, 'EXCHANGE', 3, 0, 0, 'amsterdam'],
  [0xf3, 'RETURN', 0, 2, 0],
  [0xfd, 'REVERT', 0, 2, 0, 'byzantium'], // EIP-140
];

function plainOpcode([code, name, gas, takes, gives, since = 'frontier']: Row): Opcode {
  return { code, name, gas, takes, gives, since };
}

/** State access, whose price rose with Tangerine Whistle (EIP-150), Istanbul (EIP-1884) and Berlin (EIP-2929: the warm part). */
const stateAccess: Opcode[] = [
  {
    code: 0x31,
    name: 'BALANCE',
    gas: 20,
    takes: 1,
    gives: 1,
    since: 'frontier',
    repriced: [
      ['tangerineWhistle', 400],
      ['istanbul', 700],
      ['berlin', 100],
    ],
  },
  {
    code: 0x3b,
    name: 'EXTCODESIZE',
    gas: 20,
    takes: 1,
    gives: 1,
    since: 'frontier',
    repriced: [
      ['tangerineWhistle', 700],
      ['berlin', 100],
    ],
  },
  {
    code: 0x3c,
    name: 'EXTCODECOPY',
    gas: 20,
    takes: 4,
    gives: 0,
    since: 'frontier',
    repriced: [
      ['tangerineWhistle', 700],
      ['berlin', 100],
    ],
  },
  {
    code: 0x3f,
    name: 'EXTCODEHASH',
    gas: 400,
    takes: 1,
    gives: 1,
    since: 'constantinople',
    repriced: [
      ['istanbul', 700],
      ['berlin', 100],
    ],
  },
  {
    code: 0x54,
    name: 'SLOAD',
    gas: 50,
    takes: 1,
    gives: 1,
    since: 'frontier',
    repriced: [
      ['tangerineWhistle', 200],
      ['istanbul', 800],
      ['berlin', 100],
    ],
  },
  {
    code: 0xf1,
    name: 'CALL',
    gas: 40,
    takes: 7,
    gives: 1,
    since: 'frontier',
    repriced: [
      ['tangerineWhistle', 700],
      ['berlin', 100],
    ],
  },
  {
    code: 0xf2,
    name: 'CALLCODE',
    gas: 40,
    takes: 7,
    gives: 1,
    since: 'frontier',
    repriced: [
      ['tangerineWhistle', 700],
      ['berlin', 100],
    ],
  },
  {
    code: 0xf4,
    name: 'DELEGATECALL',
    gas: 40,
    takes: 6,
    gives: 1,
    since: 'homestead', // EIP-7
    repriced: [
      ['tangerineWhistle', 700],
      ['berlin', 100],
    ],
  },
  {
    code: 0xfa,
    name: 'STATICCALL',
    gas: 700,
    takes: 6,
    gives: 1,
    since: 'byzantium', // EIP-214
    repriced: [['berlin', 100]],
  },
  {
    code: 0xff,
    name: 'SELFDESTRUCT',
    gas: 0,
    takes: 1,
    gives: 0,
    since: 'frontier',
    repriced: [['tangerineWhistle', 5000]],
  },
];

/** Creations, of whose price Amsterdam made the account's part state gas (EIP-8037). */
const creations: Opcode[] = [
  {
    code: 0xf0,
    name: 'CREATE',
    gas: 32000,
    takes: 3,
    gives: 1,
    since: 'frontier',
    repriced: [['amsterdam', 9000]],
  },
  {
    code: 0xf5,
    name: 'CREATE2',
    gas: 32000,
    takes: 4,
    gives: 1,
    since: 'constantinople', // EIP-1014
    repriced: [['amsterdam', 9000]],
  },
];

/** PUSH1–32, DUP1–16, SWAP1–16, LOG0–4. */
function numbered(): Opcode[] {
  const since: Hardfork = 'frontier';
  const rows: Opcode[] = [];
  for (let n = 1; n <= 32; n++)
    rows.push({ code: 0x5f + n, name: `PUSH${n}`, gas: 3, takes: 0, gives: 1, since });
  for (let n = 1; n <= 16; n++)
    rows.push({ code: 0x7f + n, name: `DUP${n}`, gas: 3, takes: n, gives: n + 1, since });
  for (let n = 1; n <= 16; n++) {
    rows.push({ code: 0x8f + n, name: `SWAP${n}`, gas: 3, takes: n + 1, gives: n + 1, since });
  }
  for (let n = 0; n <= 4; n++) {
    rows.push({ code: 0xa0 + n, name: `LOG${n}`, gas: 375 * (n + 1), takes: n + 2, gives: 0, since });
  }
  return rows;
}

/** All opcodes by number. */
export const opcodes: readonly Opcode[] = [
  ...FRONTIER.map(plainOpcode),
  ...stateAccess,
  ...creations,
  ...numbered(),
].sort((a, b) => a.code - b.code);

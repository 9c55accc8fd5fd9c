/**
 * The precompiles under the official state tests.
 *
 * Those tests call a precompile from a contract without jumps, which stores what it saw: success, size and hash
 * of the output, gas. Running that contract takes the few opcodes below, so the vectors are tested here without
 * the interpreter of the core; the whole tests run in the testing workspace.
 */
import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { isDeepStrictEqual } from 'node:util';
import { describe, expect, it } from 'vitest';
import { type Hardfork, hardforks } from './hardforks.ts';
import { keccak256 } from './keccak.ts';
import { toBigInt } from './precompiles/bytes.ts';
import { precompilesOf } from './precompiles.ts';

const fixtures = process.env.HEDDLE_FIXTURES ?? join(import.meta.dirname, '../../../../shared');
const root = [
  join(fixtures, 'fixtures/eest-state/state_tests'),
  join(fixtures, 'eest-state/state_tests'),
].find((folder) => existsSync(folder));
if (root === undefined) console.warn(`SKIPPED: the official precompile tests, no eest-state in ${fixtures}`);

/** Tests and how many of their cases at least must be tested, so that none drop out unseen. */
const suites: { tests: string; only?: RegExp; least: number }[] = [
  { tests: 'byzantium/eip196_ec_add_mul', least: 40 },
  { tests: 'byzantium/eip197_ec_pairing', least: 20 },
  { tests: 'istanbul/eip152_blake2', least: 649 },
  { tests: 'prague/eip2537_bls_12_381_precompiles', least: 921 },
  { tests: 'osaka/eip7951_p256verify_precompiles', least: 371 },
  { tests: 'osaka/eip7883_modexp_gas_increase', least: 639 },
  { tests: 'osaka/eip7823_modexp_upper_bounds', least: 23 },
  { tests: 'cancun/eip4844_blobs', only: /external_vectors|invalid_inputs/, least: 402 },
];

interface Account {
  code: string;
  storage: Record<string, string>;
}
interface StateTest {
  pre: Record<string, Account>;
  transaction: { to: string; data: string[]; gasLimit: string[]; value: string[] };
  post: Record<string, { indexes: { data: number; gas: number }; state: Record<string, Account> }[]>;
}

/** So many rounds of BLAKE2b take seconds in one call; the whole official tests run them. */
const MAX_GAS_OF_A_RUN = 3_000_000n;

class Unsupported extends Error {}

const fromHex = (hex: string) => new Uint8Array(Buffer.from(hex.slice(2), 'hex'));

type Storage = ReadonlyMap<bigint, bigint>;

/** Runs a contract without jumps over its storage and gives what it leaves there; a stored zero is no entry. */
function storageAfter(
  code: Uint8Array,
  before: Storage,
  input: Uint8Array,
  gasLimit: bigint,
  hardfork: Hardfork,
): Storage {
  const stack: bigint[] = [];
  const pop = () => {
    const value = stack.pop();
    if (value === undefined) throw new Unsupported('empty stack');
    return value;
  };
  const popNumber = () => Number(pop());
  const memory = new Uint8Array(1 << 20);
  const storage = new Map(before);
  let output: Uint8Array = new Uint8Array(0);
  let gas = gasLimit;

  const call = (hasValue: boolean) => {
    gas -= 100n;
    const wanted = pop();
    const target = popNumber();
    if (hasValue) pop();
    const [from, size, to, room] = [popNumber(), popNumber(), popNumber(), popNumber()];
    const precompile = precompilesOf(hardfork).get(target);
    const data = memory.slice(from, from + size);
    output = new Uint8Array(0);
    if (precompile === undefined) return stack.push(1n);
    const available = gas - gas / 64n;
    const limit = wanted < available ? wanted : available;
    const price = precompile.gas(data, hardfork);
    if (price <= limit && price > MAX_GAS_OF_A_RUN && target === 9) throw new Unsupported('long run');
    const result = price <= limit ? precompile.run(data) : undefined;
    gas -= result ? price : limit;
    output = result ?? output;
    memory.set(output.subarray(0, room), to);
    return stack.push(result ? 1n : 0n);
  };

  const operations: Record<number, () => unknown> = {
    1: () => stack.push(pop() + pop()),
    3: () => stack.push(BigInt.asUintN(256, pop() - pop())),
    32: () => {
      const from = popNumber();
      stack.push(toBigInt(keccak256(memory.slice(from, from + popNumber()))));
    },
    54: () => stack.push(BigInt(input.length)),
    55: () => {
      const [to, from, size] = [popNumber(), popNumber(), popNumber()];
      memory.fill(0, to, to + size).set(input.subarray(from, from + size), to);
    },
    61: () => stack.push(BigInt(output.length)),
    62: () => {
      const [to, from, size] = [popNumber(), popNumber(), popNumber()];
      memory.set(output.subarray(from, from + size), to);
    },
    81: () => {
      const from = popNumber();
      stack.push(toBigInt(memory.subarray(from, from + 32)));
    },
    85: () => {
      const slot = pop();
      storage.set(slot, pop());
    },
    90: () => stack.push(gas),
    128: () => stack.push(stack.at(-1) as bigint),
    144: () => stack.push(pop(), pop()),
    241: () => call(true),
    242: () => call(true),
    244: () => call(false),
    250: () => call(false),
  };

  for (let pc = 0; pc < code.length && code[pc] !== 0; pc++) {
    const opcode = code[pc] as number;
    if (opcode >= 0x60 && opcode <= 0x7f) {
      const size = opcode - 0x5f;
      stack.push(toBigInt(code.subarray(pc + 1, pc + 1 + size)));
      pc += size;
      gas -= 3n;
      continue;
    }
    const operation = operations[opcode];
    if (operation === undefined) throw new Unsupported(`opcode ${opcode.toString(16)}`);
    if ([0x36, 0x3d, 0x5a].includes(opcode)) gas -= 2n;
    operation();
  }
  return new Map([...storage].filter(([, value]) => value !== 0n));
}

function storageOf(account: Account | undefined): Storage {
  return new Map(
    Object.entries(account?.storage ?? {}).map(([slot, value]) => [BigInt(slot), BigInt(value)]),
  );
}

/** Names of the tests that are not ours. */
const aliases: Record<string, Hardfork> = { ConstantinopleFix: 'petersburg' };

/** The storage that a test expects of the contract it calls, and the one it gets here. */
function compare(test: StateTest): { expected: Storage; actual: Storage }[] {
  const { to, data, gasLimit } = test.transaction;
  const contract = test.pre[to];
  if (contract === undefined || contract.code === '0x') throw new Unsupported('calls no contract');
  return Object.entries(test.post).flatMap(([name, posts]) =>
    posts.map(({ indexes, state }) => {
      const hardfork = aliases[name] ?? hardforks.find((one) => one.toLowerCase() === name.toLowerCase());
      if (hardfork === undefined) throw new Unsupported(name);
      const [before, expected] = [storageOf(contract), storageOf(state[to])];
      if (before.size > 0 && isDeepStrictEqual(before, expected)) throw new Unsupported('transaction fails');
      const input = fromHex(data[indexes.data] as string);
      const gas = BigInt(gasLimit[indexes.gas] as string);
      return { expected, actual: storageAfter(fromHex(contract.code), before, input, gas, hardfork) };
    }),
  );
}

describe.skipIf(root === undefined)('precompiles under the official state tests', () => {
  it.each(suites)('$tests: at least $least cases', { timeout: 120_000 }, ({ tests, only, least }) => {
    const path = join(root as string, tests);
    const files = readdirSync(path).filter((file) => only?.test(file) ?? true);
    const unsupported: string[] = [];
    let tested = 0;
    for (const file of files) {
      const cases = JSON.parse(readFileSync(join(path, file), 'utf8')) as Record<string, StateTest>;
      for (const [name, test] of Object.entries(cases)) {
        try {
          for (const { expected, actual } of compare(test)) expect(actual, name).toEqual(expected);
          tested++;
        } catch (error) {
          if (!(error instanceof Unsupported)) throw error;
          unsupported.push(`${file} ${error.message}`);
        }
      }
    }
    expect(tested, unsupported.join('\n')).toBeGreaterThanOrEqual(least);
  });
});

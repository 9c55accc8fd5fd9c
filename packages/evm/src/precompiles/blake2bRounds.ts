/**
 * The rounds of BLAKE2b as WebAssembly, assembled here (RFC 7693, 3.1 and 3.2).
 *
 * A round costs one gas (EIP-152), so it must be fast: its 64-bit additions and rotations are single
 * instructions in WebAssembly. In script, on halves of 32 bits, a round took 345 ns; like this it takes 14 (2026-11).
 *
 * The memory: 16 working words, 16 message words, then the schedule.
 */

const MESSAGE_AT = 128;
const SCHEDULE_AT = 256;

/** Which two message words each mixing of a round uses; rounds repeat after ten (RFC 7693, 2.7). */
const SCHEDULE = [
  '0123456789abcdef',
  'ea489fd61c02b753',
  'b8c052fdae367194',
  '7931dcbe265a40f8',
  '905724afe1bc683d',
  '2c6a0b834d75fe19',
  'c51fed4a0763928b',
  'db7ec13950f4862a',
  '6fe9b308c2d714a5',
  'a2847615fb9e3cd0',
];
const ROW_BYTES = 16;

/** The working words of the eight mixings of a round: four columns, then four diagonals. */
const MIXINGS = [
  [0, 4, 8, 12],
  [1, 5, 9, 13],
  [2, 6, 10, 14],
  [3, 7, 11, 15],
  [0, 5, 10, 15],
  [1, 6, 11, 12],
  [2, 7, 8, 13],
  [3, 4, 9, 14],
] as const;

/** Instructions are bytes; sequences of them nest freely until they are flattened. */
type Code = readonly (number | Code)[];

function flatten(code: Code): number[] {
  return code.flatMap((part) => (typeof part === 'number' ? [part] : flatten(part)));
}

/** An unsigned number in groups of seven bits, lowest first (LEB128). */
function unsigned(value: number): number[] {
  return value < 128 ? [value] : [(value & 127) | 128, ...unsigned(value >>> 7)];
}

/** The same for a number that is not negative where a signed one stands: bit 6 of the last group is its sign. */
function signed(value: number): number[] {
  return value < 64 ? [value] : [(value & 127) | 128, ...signed(value >>> 7)];
}

// Numbers of instructions: WebAssembly Core Specification, 5.4.
const I32 = 0x7f;
const I64 = 0x7e;
const VOID = 0x40;
const END = 0x0b;
const get = (local: number): Code => [0x20, unsigned(local)];
const set = (local: number): Code => [0x21, unsigned(local)];
const constI32 = (value: number): Code => [0x41, signed(value)];
const constI64 = (value: number): Code => [0x42, signed(value)];
const loadByte = (address: Code, offset: number): Code => [address, 0x2d, 0, unsigned(offset)];
const loadWord = (address: Code, offset: number): Code => [address, 0x29, 3, unsigned(offset)];
const storeWord = (address: Code, value: Code, offset: number): Code => [
  address,
  value,
  0x37,
  3,
  unsigned(offset),
];
const addI64 = (a: Code, b: Code): Code => [a, b, 0x7c];
const addI32 = (a: Code, b: Code): Code => [a, b, 0x6a];
const subI32 = (a: Code, b: Code): Code => [a, b, 0x6b];
const equalI32 = (a: Code, b: Code): Code => [a, b, 0x46];
const rotatedXor = (a: Code, b: Code, bits: number): Code => [a, b, 0x85, constI64(bits), 0x8a];
const when = (condition: Code, then: Code): Code => [condition, 0x04, VOID, then, END];
/** Repeats `body` as long as what it leaves on the stack is not zero. */
const repeat = (body: Code): Code => [0x03, VOID, body, 0x0d, 0, END];

// Locals of the one function: its parameter, where the schedule is, and the working words.
const rounds = 0;
const row = 1;
const word = (index: number) => 2 + index;

/** One mixing of four working words with two message words. */
function mix(index: number): Code {
  const [a, b, c, d] = (MIXINGS[index] as readonly number[]).map(word) as [number, number, number, number];
  const message = (half: number) => loadWord(loadByte(get(row), 2 * index + half), 0);
  const step = (half: number, first: number, second: number): Code => [
    [addI64(addI64(get(a), get(b)), message(half)), set(a)],
    [rotatedXor(get(d), get(a), first), set(d)],
    [addI64(get(c), get(d)), set(c)],
    [rotatedXor(get(b), get(c), second), set(b)],
  ];
  return [step(0, 32, 24), step(1, 16, 63)];
}

function body(): Code {
  const words = Array.from({ length: 16 }, (_, index) => index);
  const lastRow = SCHEDULE_AT + SCHEDULE.length * ROW_BYTES;
  const turn: Code = [
    MIXINGS.map((_, index) => mix(index)),
    [addI32(get(row), constI32(ROW_BYTES)), set(row)],
    when(equalI32(get(row), constI32(lastRow)), [constI32(SCHEDULE_AT), set(row)]),
    [subI32(get(rounds), constI32(1)), set(rounds)],
    get(rounds),
  ];
  return [
    [constI32(SCHEDULE_AT), set(row)],
    words.map((index) => [loadWord(constI32(0), 8 * index), set(word(index))]),
    when(get(rounds), repeat(turn)),
    words.map((index) => storeWord(constI32(0), get(word(index)), 8 * index)),
    END,
  ];
}

function section(id: number, content: Code): Code {
  const bytes = flatten(content);
  return [id, unsigned(bytes.length), bytes];
}

function text(value: string): Code {
  return [value.length, [...Buffer.from(value)]];
}

function assemble(): Uint8Array {
  const locals = [2, [1, I32], [16, I64]];
  const code = flatten([locals, body()]);
  return Uint8Array.from(
    flatten([
      [0x00, 0x61, 0x73, 0x6d, 1, 0, 0, 0],
      section(1, [1, 0x60, 1, I32, 0]),
      section(3, [1, 0]),
      section(5, [1, 0, 1]),
      section(7, [2, text('memory'), 2, 0, text('run'), 0, 0]),
      section(10, [1, unsigned(code.length), code]),
    ]),
  );
}

interface Rounds {
  memory: WebAssembly.Memory;
  run(rounds: number): void;
}

function instantiate(): Rounds {
  const { exports } = new WebAssembly.Instance(new WebAssembly.Module(assemble()));
  const instance = exports as unknown as Rounds;
  const addresses = SCHEDULE.flatMap((digits) =>
    Array.from(digits, (digit) => MESSAGE_AT + 8 * Number.parseInt(digit, 16)),
  );
  new Uint8Array(instance.memory.buffer).set(addresses, SCHEDULE_AT);
  return instance;
}

let instance: Rounds | undefined;

/** Runs `rounds` rounds over 16 working words with 16 message words, all little-endian; changes `working`. */
export function mixRounds(working: Uint8Array, message: Uint8Array, rounds: number): void {
  instance ??= instantiate();
  const memory = new Uint8Array(instance.memory.buffer);
  memory.set(working, 0);
  memory.set(message, MESSAGE_AT);
  instance.run(rounds);
  working.set(memory.subarray(0, working.length));
}

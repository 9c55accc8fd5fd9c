/** SHA-256 (FIPS 180-4) for the precompile at address 0x02. */

/** Bytes hashed per compression. */
const BLOCK: usize = 64;
/**
 * Scratch: 64 round constants, 64 words of message schedule, 8 words of state, up to two blocks of padded
 * tail.
 */
const SCHEDULE: usize = 256;
const STATE: usize = 512;
const TAIL: usize = 544;

/** Size of the area that callers pass as `scratch`. */
export const SHA256_SCRATCH_BYTES: usize = TAIL + 2 * BLOCK;

/**
 * Writes the 32-byte digest of the `length` bytes at `input` to `out`, first byte of the digest first. `out`
 * may overlap the input; `scratch` is the address of `SHA256_SCRATCH_BYTES` bytes that overlap neither and
 * whose contents mean nothing before and after.
 */
export function sha256(input: usize, length: usize, out: usize, scratch: usize): void {
  writeConstants(scratch);
  const whole = length & ~(BLOCK - 1);
  for (let offset: usize = 0; offset < whole; offset += BLOCK) compress(input + offset, scratch);
  const rest = length - whole;
  const tail = scratch + TAIL;
  const tailBytes = rest < BLOCK - 8 ? BLOCK : 2 * BLOCK;
  memory.fill(tail, 0, tailBytes);
  memory.copy(tail, input + whole, rest);
  store<u8>(tail + rest, 0x80);
  store<u64>(tail + tailBytes - 8, bswap<u64>((<u64>length) << 3));
  for (let offset: usize = 0; offset < tailBytes; offset += BLOCK) compress(tail + offset, scratch);
  for (let offset: usize = 0; offset < 32; offset += 4) {
    store<u32>(out + offset, bswap<u32>(load<u32>(scratch + STATE + offset)));
  }
}

/**
 * Writes the round constants and the initial state: the first 32 bits of the fractional parts of the cube
 * roots of the first 64 primes, and of the square roots of the first 8. They are written and not a table of
 * the module, which has no static data.
 */
function writeConstants(scratch: usize): void {
  v128.store(scratch, i32x4(0x428a2f98, 0x71374491, 0xb5c0fbcf, 0xe9b5dba5), 0);
  v128.store(scratch, i32x4(0x3956c25b, 0x59f111f1, 0x923f82a4, 0xab1c5ed5), 16);
  v128.store(scratch, i32x4(0xd807aa98, 0x12835b01, 0x243185be, 0x550c7dc3), 32);
  v128.store(scratch, i32x4(0x72be5d74, 0x80deb1fe, 0x9bdc06a7, 0xc19bf174), 48);
  v128.store(scratch, i32x4(0xe49b69c1, 0xefbe4786, 0x0fc19dc6, 0x240ca1cc), 64);
  v128.store(scratch, i32x4(0x2de92c6f, 0x4a7484aa, 0x5cb0a9dc, 0x76f988da), 80);
  v128.store(scratch, i32x4(0x983e5152, 0xa831c66d, 0xb00327c8, 0xbf597fc7), 96);
  v128.store(scratch, i32x4(0xc6e00bf3, 0xd5a79147, 0x06ca6351, 0x14292967), 112);
  v128.store(scratch, i32x4(0x27b70a85, 0x2e1b2138, 0x4d2c6dfc, 0x53380d13), 128);
  v128.store(scratch, i32x4(0x650a7354, 0x766a0abb, 0x81c2c92e, 0x92722c85), 144);
  v128.store(scratch, i32x4(0xa2bfe8a1, 0xa81a664b, 0xc24b8b70, 0xc76c51a3), 160);
  v128.store(scratch, i32x4(0xd192e819, 0xd6990624, 0xf40e3585, 0x106aa070), 176);
  v128.store(scratch, i32x4(0x19a4c116, 0x1e376c08, 0x2748774c, 0x34b0bcb5), 192);
  v128.store(scratch, i32x4(0x391c0cb3, 0x4ed8aa4a, 0x5b9cca4f, 0x682e6ff3), 208);
  v128.store(scratch, i32x4(0x748f82ee, 0x78a5636f, 0x84c87814, 0x8cc70208), 224);
  v128.store(scratch, i32x4(0x90befffa, 0xa4506ceb, 0xbef9a3f7, 0xc67178f2), 240);
  v128.store(scratch, i32x4(0x6a09e667, 0xbb67ae85, 0x3c6ef372, 0xa54ff53a), STATE);
  v128.store(scratch, i32x4(0x510e527f, 0x9b05688c, 0x1f83d9ab, 0x5be0cd19), STATE + 16);
}

/** Mixes the 64 bytes at `block` into the state. */
function compress(block: usize, scratch: usize): void {
  expandSchedule(block, scratch + SCHEDULE);
  const state = scratch + STATE;
  let a = load<u32>(state);
  let b = load<u32>(state, 4);
  let c = load<u32>(state, 8);
  let d = load<u32>(state, 12);
  let e = load<u32>(state, 16);
  let f = load<u32>(state, 20);
  let g = load<u32>(state, 24);
  let h = load<u32>(state, 28);
  for (let round = scratch; round < scratch + SCHEDULE; round += 4) {
    const rotatedE = rotr<u32>(e, 6) ^ rotr<u32>(e, 11) ^ rotr<u32>(e, 25);
    const sum = h + rotatedE + (g ^ (e & (f ^ g))) + load<u32>(round) + load<u32>(round, SCHEDULE);
    const rotatedA = rotr<u32>(a, 2) ^ rotr<u32>(a, 13) ^ rotr<u32>(a, 22);
    h = g;
    g = f;
    f = e;
    e = d + sum;
    d = c;
    const majority = (a & b) | (c & (a | b));
    c = b;
    b = a;
    a = sum + rotatedA + majority;
  }
  store<u32>(state, load<u32>(state) + a);
  store<u32>(state, load<u32>(state, 4) + b, 4);
  store<u32>(state, load<u32>(state, 8) + c, 8);
  store<u32>(state, load<u32>(state, 12) + d, 12);
  store<u32>(state, load<u32>(state, 16) + e, 16);
  store<u32>(state, load<u32>(state, 20) + f, 20);
  store<u32>(state, load<u32>(state, 24) + g, 24);
  store<u32>(state, load<u32>(state, 28) + h, 28);
}

/** Expands the 16 big-endian words at `block` to the 64 words of the message schedule. */
function expandSchedule(block: usize, schedule: usize): void {
  for (let offset: usize = 0; offset < BLOCK; offset += 4) {
    store<u32>(schedule + offset, bswap<u32>(load<u32>(block + offset)));
  }
  for (let next = schedule + BLOCK; next < schedule + 256; next += 4) {
    const early = load<u32>(next - 60);
    const late = load<u32>(next - 8);
    const mixedEarly = rotr<u32>(early, 7) ^ rotr<u32>(early, 18) ^ (early >> 3);
    const mixedLate = rotr<u32>(late, 17) ^ rotr<u32>(late, 19) ^ (late >> 10);
    store<u32>(next, load<u32>(next - 64) + mixedEarly + load<u32>(next - 28) + mixedLate);
  }
}

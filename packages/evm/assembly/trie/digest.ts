/**
 * Keccak-256 of many messages: two of the same number of blocks are hashed together (`permutePair`, 1.9 times as fast
 * as one after the other), so a message waits for a second one, or for `finishDigests`.
 */
import { permute, writeRoundConstants } from '../keccakPermutation';
import { area } from './area';
import {
  AREA_BUFFER_BYTES,
  AREA_BUFFER_COUNT,
  AREA_BUFFERS,
  AREA_DIGEST,
  AREA_FREE_BUFFERS,
  AREA_FREE_COUNT,
  AREA_PAIR_OTHER,
  AREA_PAIR_STATE,
  AREA_PERMUTATIONS,
  AREA_ROUND_CONSTANTS,
  AREA_STATE,
  AREA_WAITING,
  AREA_WAITING_TO,
} from './layout';
import { permutePair } from './permutePair';

/** Bytes absorbed per permutation, in lanes of 8 bytes. */
const RATE: usize = 136;
/** The 25 lanes of a state. */
const LANES_BYTES: usize = 200;
const MOST_BLOCKS: usize = 4;

/** Nothing waits, all buffers are free. Before each use of the area. */
export function beginDigests(): void {
  writeRoundConstants(area + AREA_ROUND_CONSTANTS);
  for (let blocks: usize = 0; blocks <= MOST_BLOCKS; blocks++) {
    store<u32>(area + (blocks << 2), 0, AREA_WAITING);
  }
  store<u32>(area, 0, AREA_FREE_COUNT);
  for (let index = 0; index < AREA_BUFFER_COUNT; index++) {
    giveBack(area + AREA_BUFFERS + index * AREA_BUFFER_BYTES);
  }
}

function giveBack(buffer: usize): void {
  const count = <usize>load<u32>(area, AREA_FREE_COUNT);
  store<u32>(area + (count << 2), <u32>buffer, AREA_FREE_BUFFERS);
  store<u32>(area, <u32>count + 1, AREA_FREE_COUNT);
}

/** Where the next message has to be written: room for 4 blocks and 16 bytes. */
export function messageBuffer(): usize {
  const count = <usize>load<u32>(area, AREA_FREE_COUNT);
  return <usize>load<u32>(area + ((count - 1) << 2), AREA_FREE_BUFFERS);
}

/** Sees to it that the digest of the message in the buffer will be at `to`, after `finishDigests` at the latest. */
export function submit(length: usize, to: usize): void {
  const message = messageBuffer();
  const blocks = length / RATE + 1;
  pad(message, length, blocks);
  const place = area + (blocks << 2);
  const waiting = <usize>load<u32>(place, AREA_WAITING);
  if (waiting != 0) {
    digestPair(waiting, message, blocks, <usize>load<u32>(place, AREA_WAITING_TO), to);
    store<u32>(place, 0, AREA_WAITING);
    giveBack(waiting);
    return;
  }
  store<u32>(place, <u32>message, AREA_WAITING);
  store<u32>(place, <u32>to, AREA_WAITING_TO);
  store<u32>(area, load<u32>(area, AREA_FREE_COUNT) - 1, AREA_FREE_COUNT);
}

/** Hashes what still waits. */
export function finishDigests(): void {
  for (let blocks: usize = 1; blocks <= MOST_BLOCKS; blocks++) {
    const place = area + (blocks << 2);
    const waiting = <usize>load<u32>(place, AREA_WAITING);
    if (waiting == 0) continue;
    digestOne(waiting, blocks, <usize>load<u32>(place, AREA_WAITING_TO));
    store<u32>(place, 0, AREA_WAITING);
    giveBack(waiting);
  }
}

/** The digest of the message in the buffer, at once; its address, where it stays until the next. */
export function digestNow(length: usize): usize {
  const message = messageBuffer();
  const blocks = length / RATE + 1;
  pad(message, length, blocks);
  digestOne(message, blocks, area + AREA_DIGEST);
  return area + AREA_DIGEST;
}

/** Fills the last block up as Ethereum's Keccak does: a one, zeros, a one. Writes up to 15 bytes beyond the block. */
function pad(message: usize, length: usize, blocks: usize): void {
  const end = message + blocks * RATE;
  for (let at = message + length; at < end; at += 16) v128.store(at, i64x2(0, 0));
  store<u8>(message + length, 1);
  store<u8>(end - 1, load<u8>(end - 1) | 0x80);
}

function count(permutations: usize): void {
  store<u64>(area, load<u64>(area, AREA_PERMUTATIONS) + <u64>permutations, AREA_PERMUTATIONS);
}

function digestOne(message: usize, blocks: usize, to: usize): void {
  count(blocks);
  const state = area + AREA_STATE;
  for (let offset: usize = 0; offset < RATE - 8; offset += 16) {
    v128.store(state + offset, v128.load(message + offset));
  }
  store<u64>(state, load<u64>(message, RATE - 8), RATE - 8);
  for (let offset = RATE; offset < LANES_BYTES; offset += 16) v128.store(state + offset, i64x2(0, 0));
  permute(state, area + AREA_ROUND_CONSTANTS);
  for (let block: usize = 1; block < blocks; block++) {
    message += RATE;
    for (let offset: usize = 0; offset < RATE; offset += 8) {
      store<u64>(state + offset, load<u64>(state + offset) ^ load<u64>(message + offset));
    }
    permute(state, area + AREA_ROUND_CONSTANTS);
  }
  v128.store(to, v128.load(state));
  v128.store(to, v128.load(state, 16), 16);
}

/** The lanes at the same place in two messages. */
function lanePair(first: usize, second: usize): v128 {
  return v128.load64_lane(second, v128.load64_zero(first), 1);
}

function digestPair(first: usize, second: usize, blocks: usize, firstTo: usize, secondTo: usize): void {
  count(2 * blocks);
  const state = area + AREA_PAIR_STATE;
  const other = area + AREA_PAIR_OTHER;
  for (let offset: usize = 0; offset < RATE; offset += 8) {
    v128.store(state + (offset << 1), lanePair(first + offset, second + offset));
  }
  for (let offset = RATE; offset < LANES_BYTES; offset += 8) v128.store(state + (offset << 1), i64x2(0, 0));
  permutePair(state, other, area + AREA_ROUND_CONSTANTS);
  for (let block: usize = 1; block < blocks; block++) {
    first += RATE;
    second += RATE;
    for (let offset: usize = 0; offset < RATE; offset += 8) {
      const at = state + (offset << 1);
      v128.store(at, v128.xor(v128.load(at), lanePair(first + offset, second + offset)));
    }
    permutePair(state, other, area + AREA_ROUND_CONSTANTS);
  }
  for (let offset: usize = 0; offset < 32; offset += 8) {
    const lanes = v128.load(state + (offset << 1));
    v128.store64_lane(firstTo + offset, lanes, 0);
    v128.store64_lane(secondTo + offset, lanes, 1);
  }
}

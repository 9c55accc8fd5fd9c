/** Logs of wei that moves or is burnt (EIP-7708). Their address is the system's, as if it were a token. */

import { storeAddressBytes } from './address';
import { ctx, setOverflowed } from './context';
import {
  CTX_LOG_COUNT,
  CTX_LOGS_END,
  CTX_LOGS_TOP,
  LOCAL_ADDRESS,
  LOG_ADDRESS,
  LOG_BYTES,
  LOG_DATA_LENGTH,
  LOG_TOPICS,
} from './layout';
import { traceLog } from './trace';
import { storeBE } from './word';

/** Limbs of SYSTEM_ADDRESS from the most significant one, of 32, 64 and 64 bits. */
const SYSTEM_HIGH: u32 = 0xffffffff;
const SYSTEM_MIDDLE: u64 = 0xffffffffffffffff;
const SYSTEM_LOW: u64 = 0xfffffffffffffffe;

/** Room for one more log with an amount as its data; 0 when there is none. */
function newLog(topics: u32): usize {
  const entry = <usize>load<u32>(ctx, CTX_LOGS_TOP);
  const size = <u32>LOG_BYTES + ((topics + 1) << 5);
  if (size > load<u32>(ctx, CTX_LOGS_END) - <u32>entry) {
    setOverflowed();
    return 0;
  }
  store<u32>(entry, size);
  store<u32>(entry, topics, LOG_TOPICS);
  store<u32>(entry, 32, LOG_DATA_LENGTH);
  store<u32>(entry, SYSTEM_HIGH, LOG_ADDRESS);
  store<u64>(entry, SYSTEM_MIDDLE, LOG_ADDRESS + 4);
  store<u64>(entry, bswap<u64>(SYSTEM_LOW), LOG_ADDRESS + 12);
  store<u32>(ctx, <u32>entry + size, CTX_LOGS_TOP);
  store<u32>(ctx, load<u32>(ctx, CTX_LOG_COUNT) + 1, CTX_LOG_COUNT);
  return entry + LOG_BYTES;
}

function storeTopic(at: usize, first: u64, second: u64, third: u64, fourth: u64): void {
  store<u64>(at, bswap<u64>(first));
  store<u64>(at, bswap<u64>(second), 8);
  store<u64>(at, bswap<u64>(third), 16);
  store<u64>(at, bswap<u64>(fourth), 24);
}

/** An account's address as a topic. */
function storeAccount(at: usize, account: usize): void {
  store<u64>(at, 0);
  store<u32>(at, 0, 8);
  storeAddressBytes(at + 12, account + LOCAL_ADDRESS);
}

/** Logs Transfer(address,address,uint256). */
export function logTransfer(from: usize, to: usize, amount: usize): void {
  const at = newLog(3);
  if (at == 0) return;
  storeTopic(at, 0xddf252ad1be2c89b, 0x69c2b068fc378daa, 0x952ba7f163c4a116, 0x28f55a4df523b3ef);
  storeAccount(at + 32, from);
  storeAccount(at + 64, to);
  storeBE(at + 96, amount);
  if (TRACING) traceLog(at - LOG_BYTES);
}

/** Logs Burn(address,uint256). */
export function logBurn(account: usize, amount: usize): void {
  const at = newLog(2);
  if (at == 0) return;
  storeTopic(at, 0xcc16f5dbb4873280, 0x815c1ee09dbd0673, 0x6cffcc184412cf7a, 0x71a0fdb75d397ca5);
  storeAccount(at + 32, account);
  storeBE(at + 64, amount);
  if (TRACING) traceLog(at - LOG_BYTES);
}

/** KECCAK256 and LOG0–LOG4. */
import { storeAddressBytes } from '../address';
import { ctx, frame, memoryBase, setOverflowed } from '../context';
import { keccak256 } from '../keccak';
import {
  CTX_KECCAK,
  CTX_LOG_COUNT,
  CTX_LOGS_END,
  CTX_LOGS_TOP,
  FRAME_FLAGS,
  FRAME_IS_STATIC,
  FRAME_SELF,
  HALT_OUT_OF_GAS,
  HALT_STATIC,
  LOCAL_ADDRESS,
  LOG_ADDRESS,
  LOG_BYTES,
  LOG_DATA_LENGTH,
  LOG_TOPICS,
} from '../layout';
import { touch, wordGas } from '../memory';
import { recordsOrigins } from '../origins';
import { notePreimage } from '../preimages';
import { traceLog } from '../trace';
import { loadBE, storeBE } from '../word';

/** KECCAK256 of memory; offset at `top`, size below it. */
export function keccak(gas: i64, top: usize): i64 {
  gas = touch(gas, top, top - 32);
  if (gas < 0) return gas;
  const bytes = load<u64>(top - 32);
  gas -= wordGas(bytes, 6);
  if (gas < 0) return HALT_OUT_OF_GAS;
  const start: usize = bytes == 0 ? memoryBase : memoryBase + <usize>load<u64>(top);
  keccak256(start, <usize>bytes, top - 32, ctx + CTX_KECCAK);
  loadBE(top - 32, top - 32);
  if (recordsOrigins()) notePreimage(start, <usize>bytes, top - 32);
  return gas;
}

/** LOG: offset, size and `topics` words from `top` down; the row has charged 375 per topic and 375. */
export function log(gas: i64, top: usize, topics: u32): i64 {
  if ((load<u32>(frame, FRAME_FLAGS) & FRAME_IS_STATIC) != 0) return HALT_STATIC;
  gas = touch(gas, top, top - 32);
  if (gas < 0) return gas;
  const bytes = load<u64>(top - 32);
  gas -= (<i64>bytes) << 3;
  if (gas < 0) return HALT_OUT_OF_GAS;
  const size = <u32>((LOG_BYTES + (topics << 5) + <u32>bytes + 7) & ~7);
  const entry = <usize>load<u32>(ctx, CTX_LOGS_TOP);
  if (size > load<u32>(ctx, CTX_LOGS_END) - <u32>entry) {
    setOverflowed();
    return gas;
  }
  store<u32>(entry, size);
  store<u32>(entry, topics, LOG_TOPICS);
  store<u32>(entry, <u32>bytes, LOG_DATA_LENGTH);
  storeAddressBytes(entry + LOG_ADDRESS, <usize>load<u32>(frame, FRAME_SELF) + LOCAL_ADDRESS);
  let at = entry + LOG_BYTES;
  for (let topic: u32 = 0; topic < topics; topic++) {
    storeBE(at, top - 64 - (topic << 5));
    at += 32;
  }
  if (bytes != 0) memory.copy(at, memoryBase + <usize>load<u64>(top), <usize>bytes);
  store<u32>(ctx, <u32>entry + size, CTX_LOGS_TOP);
  store<u32>(ctx, load<u32>(ctx, CTX_LOG_COUNT) + 1, CTX_LOG_COUNT);
  if (TRACING) traceLog(entry);
  return gas;
}

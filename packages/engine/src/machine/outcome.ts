import { layout } from '@heddle/evm';
import { readLogs } from '../shared/readResults.ts';
import type { SharedMemory } from '../shared/sharedMemory.ts';
import { readAddress, readHex } from '../shared/words.ts';
import type { Address, Hex, Log } from '../types.ts';

/** What one message came to. */
export interface Outcome {
  /** @internal Its result record. */
  result: number;
  /** `revert` gave the rest of its gas back and has an output; `halt` used all of its gas. */
  status: 'success' | 'revert' | 'halt';
  /** HALT_* code of the outermost frame; LEAVE_REVERT for a revert; 0 for success. */
  halt: number;
  output: Hex;
  /** After refunds. */
  gasUsed: bigint;
  /** Before refunds: what had to be there at one time, the floor of data apart. */
  gasBefore: bigint;
  logs: Log[];
  /** Address of the contract that it was to create. */
  created: Address | undefined;
}

/** Reads the result of the transaction that a machine ran last. */
export function readOutcome(
  shared: SharedMemory,
  result: number,
  gasLimit: bigint,
  creates: boolean,
): Outcome {
  const { view, bytes, plan } = shared;
  const halt = view.getInt32(result + layout.RESULT_HALT, true);
  const length = shared.getUint32(result + layout.RESULT_OUTPUT_LENGTH);
  const gasLeft = view.getBigInt64(plan.largeContext + layout.CTX_GAS_LEFT, true);
  const stateGasLeft = view.getBigInt64(plan.largeContext + layout.CTX_STATE_GAS_LEFT, true);
  return {
    result,
    status: halt === 0 ? 'success' : halt === layout.LEAVE_REVERT ? 'revert' : 'halt',
    halt,
    output:
      length === 0 ? '0x' : readHex(shared.buffer, shared.getUint32(result + layout.RESULT_OUTPUT), length),
    gasUsed: view.getBigInt64(result + layout.RESULT_GAS_USED, true),
    gasBefore: gasLimit - gasLeft - stateGasLeft,
    logs: readLogs(shared, result),
    created: creates ? readAddress(bytes, result + layout.RESULT_CREATED) : undefined,
  };
}

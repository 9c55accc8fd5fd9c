/** Execution payloads as parameters, by version of their structure. */
import type { Address, Hash, Hex, Withdrawal } from '@heddle/engine';
import { ParamError } from '../errors.ts';
import { allFields, objectOf } from '../params/fields.ts';
import { address, data, fixedData, hash, uint64, uint256 } from '../params/hex.ts';
import { withdrawal } from '../params/overrides.ts';
import { listOf, type Param } from '../params/param.ts';

/** More than the gas of a block pays for. */
const MAX_TRANSACTIONS = 100_000;

const extraData: Param<Hex> = {
  read(value) {
    const bytes = data.read(value);
    if (bytes.length <= 66) return bytes;
    throw new ParamError(`${(bytes.length - 2) / 2} bytes, at most 32`);
  },
};

const first = {
  parentHash: hash,
  feeRecipient: address,
  stateRoot: hash,
  receiptsRoot: hash,
  logsBloom: fixedData(256, 'bloom'),
  prevRandao: hash,
  blockNumber: uint64,
  gasLimit: uint64,
  gasUsed: uint64,
  timestamp: uint64,
  extraData,
  baseFeePerGas: uint256,
  blockHash: hash,
  transactions: listOf(data, MAX_TRANSACTIONS),
};
const second = { ...first, withdrawals: listOf(withdrawal, MAX_TRANSACTIONS) };
const third = { ...second, blobGasUsed: uint64, excessBlobGas: uint64 };
const fourth = { ...third, blockAccessList: data, slotNumber: uint64 };

/** A payload of any version; later fields are undefined where the version lacks them. */
export interface ExecutionPayload {
  parentHash: Hash;
  feeRecipient: Address;
  stateRoot: Hash;
  receiptsRoot: Hash;
  logsBloom: Hex;
  prevRandao: Hash;
  blockNumber: bigint;
  gasLimit: bigint;
  gasUsed: bigint;
  timestamp: bigint;
  extraData: Hex;
  baseFeePerGas: bigint;
  blockHash: Hash;
  transactions: Hex[];
  withdrawals?: Withdrawal[];
  blobGasUsed?: bigint;
  excessBlobGas?: bigint;
  blockAccessList?: Hex;
  slotNumber?: bigint;
}

/** A structure with exactly these fields: none may be missing, and none of a later version may be there. */
function exactly(shape: Readonly<Record<string, Param<unknown>>>): Param<ExecutionPayload> {
  const own = allFields(shape);
  const later = Object.keys(fourth).filter((name) => !(name in shape));
  return {
    read(value) {
      const object = objectOf(value);
      const extra = later.find((name) => object[name] !== undefined && object[name] !== null);
      if (extra !== undefined) throw new ParamError(`field "${extra}": not in this version of the payload`);
      return own.read(value) as unknown as ExecutionPayload;
    },
  };
}

export const payloadV1 = exactly(first);
export const payloadV2 = exactly(second);
export const payloadV3 = exactly(third);
export const payloadV4 = exactly(fourth);

/** With withdrawals or without; which of them it must be, its time says. */
export const payloadV1OrV2: Param<ExecutionPayload> = {
  read(value) {
    const { withdrawals } = objectOf(value);
    return (withdrawals === undefined || withdrawals === null ? payloadV1 : payloadV2).read(value);
  },
};

/** Typed requests: each longer than its type, types ascending (EIP-7685). */
export const executionRequests: Param<Hex[]> = {
  read(value) {
    const list = listOf(data, 256).read(value);
    const short = list.findIndex((request) => request.length <= 4);
    if (short >= 0) throw new ParamError(`element ${short}: a request without content`);
    const at = list.findIndex(
      (request, index) => index > 0 && request.slice(0, 4) <= list[index - 1]!.slice(0, 4),
    );
    if (at >= 0) throw new ParamError(`element ${at}: its type does not come after that of the one before`);
    return list;
  },
};

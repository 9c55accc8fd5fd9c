/** Call objects: transactions of which most can be left out. */
import type { AccessListEntry, Authorization, CallRequest, Hex } from '@heddle/engine';
import { ParamError } from '../errors.ts';
import { allFields, fields } from './fields.ts';
import { address, data, hash, quantity, uint64, uint256 } from './hex.ts';
import { listOf, type Param } from './param.ts';

/** More names than a block's gas can pay for. */
const MAX_LIST = 100_000;

const entryFields = fields({ address, storageKeys: listOf(hash, MAX_LIST) });

const accessListEntry: Param<AccessListEntry> = {
  read(value) {
    const { address: who, storageKeys = [] } = entryFields.read(value);
    if (who === undefined) throw new ParamError('field "address": missing');
    return { address: who, storageKeys };
  },
};

export const accessList: Param<AccessListEntry[]> = listOf(accessListEntry, MAX_LIST);

export const authorization: Param<Authorization> = allFields({
  chainId: uint256,
  address,
  nonce: uint64,
  yParity: quantity(8),
  r: uint256,
  s: uint256,
});

const shape = fields({
  type: quantity(8),
  from: address,
  to: address,
  gas: uint64,
  gasPrice: uint256,
  maxFeePerGas: uint256,
  maxPriorityFeePerGas: uint256,
  maxFeePerBlobGas: uint256,
  value: uint256,
  nonce: uint64,
  data,
  input: data,
  accessList,
  blobVersionedHashes: listOf(hash, 1_024),
  authorizationList: listOf(authorization, MAX_LIST),
  chainId: uint256,
});

/** A call, with what only a transaction to be signed has. */
export interface CallObject extends CallRequest {
  type?: number;
  chainId?: bigint;
}

/** A call object. Prices of both kinds, or two different data fields, contradict each other. */
export const callObject: Param<CallObject> = {
  read(value) {
    const { type, input, data: bytes, ...rest } = shape.read(value);
    const { gasPrice, maxFeePerGas, maxPriorityFeePerGas } = rest;
    if (gasPrice !== undefined && (maxFeePerGas !== undefined || maxPriorityFeePerGas !== undefined)) {
      throw new ParamError('both gasPrice and (maxFeePerGas or maxPriorityFeePerGas) specified');
    }
    if (
      maxFeePerGas !== undefined &&
      maxPriorityFeePerGas !== undefined &&
      maxFeePerGas < maxPriorityFeePerGas
    ) {
      throw new ParamError(`maxFeePerGas (${maxFeePerGas}) < maxPriorityFeePerGas (${maxPriorityFeePerGas})`);
    }
    const content = oneData(input, bytes);
    return {
      ...rest,
      ...(type !== undefined && { type: Number(type) }),
      ...(content !== undefined && { data: content }),
    };
  },
};

function oneData(input: Hex | undefined, bytes: Hex | undefined): Hex | undefined {
  if (input !== undefined && bytes !== undefined && input !== bytes) {
    throw new ParamError('both "data" and "input" are set and not equal; use "input"');
  }
  return input ?? bytes;
}

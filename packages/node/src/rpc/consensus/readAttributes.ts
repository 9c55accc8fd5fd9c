/** Payload attributes, by version of their structure. */
import { ParamError } from '../errors.ts';
import { allFields, objectOf } from '../params/fields.ts';
import { address, hash, uint64 } from '../params/hex.ts';
import { withdrawal } from '../params/overrides.ts';
import { listOf, type Param } from '../params/param.ts';
import type { PayloadAttributes } from './consensus.ts';

const first = { timestamp: uint64, prevRandao: hash, suggestedFeeRecipient: address };
const second = { ...first, withdrawals: listOf(withdrawal, 1_024) };
const third = { ...second, parentBeaconBlockRoot: hash };
const fourth = { ...third, slotNumber: uint64, targetGasLimit: uint64 };

/** A structure with exactly these fields. */
function exactly(shape: Readonly<Record<string, Param<unknown>>>): Param<PayloadAttributes> {
  const own = allFields(shape);
  const later = Object.keys(fourth).filter((name) => !(name in shape));
  return {
    read(value) {
      const object = objectOf(value);
      const extra = later.find((name) => object[name] !== undefined && object[name] !== null);
      if (extra !== undefined)
        throw new ParamError(`field "${extra}": not in this version of the attributes`);
      const { suggestedFeeRecipient, ...rest } = own.read(value);
      return { ...rest, feeRecipient: suggestedFeeRecipient } as unknown as PayloadAttributes;
    },
  };
}

export const attributesV1 = exactly(first);
export const attributesV2 = exactly(second);
export const attributesV3 = exactly(third);
export const attributesV4 = exactly(fourth);

/** With withdrawals or without; which of them it must be, its time says. */
export const attributesV1OrV2: Param<PayloadAttributes> = {
  read(value) {
    const { withdrawals } = objectOf(value);
    return (withdrawals === undefined || withdrawals === null ? attributesV1 : attributesV2).read(value);
  },
};

/** What a call may find changed: accounts and the block it runs in. */
import type { AccountOverride, BlockOverrides, StateOverrides, Withdrawal } from '@heddle/engine';
import { allFields, fields, recordOf } from './fields.ts';
import { address, data, hash, slot, uint64, uint256 } from './hex.ts';
import { listOf, type Param } from './param.ts';

/** Values of slots come as 32 bytes and, from some tools, as numbers. */
const slots = recordOf(slot, slot);

const account: Param<AccountOverride> = fields({
  nonce: uint64,
  balance: uint256,
  code: data,
  state: slots,
  stateDiff: slots,
  movePrecompileToAddress: address,
});

/** `{ address: { nonce?, balance?, code?, state? or stateDiff?, movePrecompileToAddress? } }` */
export const stateOverrides: Param<StateOverrides> = recordOf(address, account);

export const withdrawal: Param<Withdrawal> = allFields({
  index: uint64,
  validatorIndex: uint64,
  address,
  amount: uint64,
});

const blockFields = fields({
  number: uint64,
  time: uint64,
  timestamp: uint64,
  difficulty: uint256,
  gasLimit: uint64,
  feeRecipient: address,
  prevRandao: hash,
  random: hash,
  baseFeePerGas: uint256,
  baseFee: uint256,
  blobBaseFee: uint256,
  beaconRoot: hash,
  parentBeaconBlockRoot: hash,
  withdrawals: listOf(withdrawal, 1_024),
});

/** Overrides of the block, under the names of execution-apis and those that geth had before. */
export const blockOverrides: Param<BlockOverrides> = {
  read(value) {
    const read = blockFields.read(value);
    const overrides: { [Name in keyof BlockOverrides]: BlockOverrides[Name] | undefined } = {
      number: read.number,
      time: read.time ?? read.timestamp,
      difficulty: read.difficulty,
      gasLimit: read.gasLimit,
      feeRecipient: read.feeRecipient,
      prevRandao: read.prevRandao ?? read.random,
      baseFeePerGas: read.baseFeePerGas ?? read.baseFee,
      blobBaseFee: read.blobBaseFee,
      beaconRoot: read.beaconRoot ?? read.parentBeaconBlockRoot,
      withdrawals: read.withdrawals,
    };
    const given = Object.entries(overrides).filter(([, field]) => field !== undefined);
    return Object.fromEntries(given) as BlockOverrides;
  },
};

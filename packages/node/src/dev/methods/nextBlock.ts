import { address, hash, uint64, uint256 } from '../../rpc/params/hex.ts';
import { developmentMethod } from './developmentMethod.ts';

/** Wei per gas of the next block; those after it follow from it. */
export const setNextBlockBaseFeePerGas = developmentMethod(
  ['anvil_setNextBlockBaseFeePerGas', 'hardhat_setNextBlockBaseFeePerGas'],
  [uint256],
  (development, [baseFee]) => {
    development.nextBaseFee = baseFee;
    return null;
  },
);

export const setBlockGasLimit = developmentMethod(
  ['evm_setBlockGasLimit', 'anvil_setBlockGasLimit'],
  [uint64],
  (development, [gasLimit]) => {
    development.gasLimit = gasLimit;
    return true;
  },
);

export const setFeeRecipient = developmentMethod(
  ['anvil_setCoinbase', 'hardhat_setCoinbase'],
  [address],
  (development, [recipient]) => {
    development.feeRecipient = recipient;
    return null;
  },
);

export const setPrevRandao = developmentMethod(
  ['hardhat_setPrevRandao', 'anvil_setPrevRandao'],
  [hash],
  (development, [value]) => {
    development.nextPrevRandao = value;
    return null;
  },
);

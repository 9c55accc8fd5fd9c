import { hash, uint256 } from '../../rpc/params/hex.ts';
import { developmentMethod } from './developmentMethod.ts';

/** Takes a transaction out of the pool; its hash, or null when it is not there. */
export const dropTransaction = developmentMethod(['anvil_dropTransaction'], [hash], ({ pool }, [wanted]) =>
  pool.remove(wanted) ? wanted : null,
);

/** Hardhat answers whether it was there. */
export const dropTransactionHardhat = developmentMethod(
  ['hardhat_dropTransaction'],
  [hash],
  ({ pool }, [wanted]) => pool.remove(wanted),
);

export const dropAllTransactions = developmentMethod(['anvil_dropAllTransactions'], [], ({ pool }) => {
  pool.clear();
  return null;
});

export const setMinGasPrice = developmentMethod(
  ['anvil_setMinGasPrice', 'hardhat_setMinGasPrice'],
  [uint256],
  ({ pool }, [wei]) => {
    pool.setMinimumTip(wei);
    return null;
  },
);

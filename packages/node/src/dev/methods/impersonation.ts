import { address } from '../../rpc/params/hex.ts';
import { boolean } from '../../rpc/params/param.ts';
import { developmentMethod } from './developmentMethod.ts';

export const startImpersonating = developmentMethod(
  ['anvil_impersonateAccount', 'hardhat_impersonateAccount'],
  [address],
  ({ signer }, [account]) => {
    signer.startImpersonating(account);
    return null;
  },
);

export const stopImpersonating = developmentMethod(
  ['anvil_stopImpersonatingAccount', 'hardhat_stopImpersonatingAccount'],
  [address],
  ({ signer }, [account]) => {
    signer.stopImpersonating(account);
    return null;
  },
);

export const impersonateAll = developmentMethod(
  ['anvil_autoImpersonateAccount'],
  [boolean],
  ({ signer }, [isOn]) => {
    signer.impersonatesAll = isOn;
    return null;
  },
);

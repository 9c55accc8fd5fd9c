import { toQuantity } from '../../rpc/format/hex.ts';
import { developmentMethod } from './developmentMethod.ts';

/** The node as anvil describes itself; Foundry's tools look for it. */
export const nodeInfo = developmentMethod(['anvil_nodeInfo'], [], ({ chain, clock, spec, gasLimit }) => {
  const { hash, header } = chain.head;
  const hardFork = spec.hardforkAt({ number: header.number + 1n, timestamp: clock.next(header.timestamp) });
  return {
    currentBlockNumber: toQuantity(header.number),
    currentBlockTimestamp: Number(header.timestamp),
    currentBlockHash: hash,
    hardFork,
    transactionOrder: 'fees',
    environment: {
      baseFee: toQuantity(header.baseFeePerGas ?? 0n),
      chainId: Number(spec.chainId),
      gasLimit: toQuantity(gasLimit ?? header.gasLimit),
      gasPrice: toQuantity(2n * (header.baseFeePerGas ?? 0n)),
    },
    forkConfig: { forkUrl: null, forkBlockNumber: null, forkRetryBackoff: null },
  };
});

/** The node as Hardhat describes itself; `hardhat_metadata` is how its plugins know a development chain. */
export const metadata = developmentMethod(['hardhat_metadata', 'anvil_metadata'], [], ({ chain, spec }) => ({
  clientVersion: 'Heddle',
  chainId: Number(spec.chainId),
  instanceId: chain.genesisHash,
  latestBlockNumber: Number(chain.head.header.number),
  latestBlockHash: chain.head.hash,
  forkedNetwork: null,
}));

import { type Block, createBlock, createBlockFromRLP, createBlockFromRPC } from '@ethereumjs/block';
import { Common, createCustomCommon, Mainnet } from '@ethereumjs/common';
import { createTxFromRLP } from '@ethereumjs/tx';
import { hexToBytes } from '@ethereumjs/util';
import { loadKZG } from 'kzg-wasm';
import type { Job } from './jobs.ts';

type BlockJob = Exclude<Job, { kind: 'loop' }>;

/** EthereumJS cannot even read a blob transaction without a library for its commitments. */
const customCrypto = { kzg: await loadKZG() };

/** A job's blocks in EthereumJS's classes, with the rules they run under. */
export function blocksOf(job: BlockJob): { blocks: Block[]; common: Common } {
  switch (job.kind) {
    case 'rpcBlock': {
      const common = new Common({ chain: Mainnet, customCrypto });
      const { number, timestamp } = job.block as { number: string; timestamp: string };
      common.setHardforkBy({ blockNumber: BigInt(number), timestamp: BigInt(timestamp) });
      return { blocks: [createBlockFromRPC(job.block as RpcBlock, [], { common })], common };
    }
    case 'rlpBlocks': {
      const common = new Common({ chain: Mainnet, hardfork: job.hardfork, customCrypto });
      return { blocks: job.blocks.map((rlp) => createBlockFromRLP(hexToBytes(rlp), { common })), common };
    }
    case 'rawBlock': {
      const common = createCustomCommon({ chainId: job.chainId }, Mainnet, {
        hardfork: job.hardfork,
        customCrypto,
      });
      const { header } = createBlockFromRPC(job.header as RpcBlock, [], { common });
      const transactions = job.transactions.map((raw) => createTxFromRLP(hexToBytes(raw), { common }));
      return { blocks: [createBlock({ header, transactions }, { common })], common };
    }
  }
}

type RpcBlock = Parameters<typeof createBlockFromRPC>[0];

/** A consensus client in a few lines: signs its calls and turns blocks into payloads. */
import { createHmac } from 'node:crypto';
import {
  type BlockAccessList,
  devChain,
  encodeBlockAccessList,
  encodeTransaction,
  type Hardfork,
  type Hash,
} from '@heddle/engine';
import { type BuiltPayload, type PayloadBuilder, Payloads, type StoredBlock } from '@heddle/node';
import { FakeChain } from './fakeChain.ts';
import { alloc, startServer } from './startServer.ts';

export const jwtSecret = Buffer.alloc(32, 7);
export const zeroHash: Hash = `0x${'00'.repeat(32)}`;

const quantity = (value: bigint) => `0x${value.toString(16)}`;

/** A token of the Engine API. */
export function token(
  claims: Record<string, unknown> = {},
  secret: Uint8Array = jwtSecret,
  alg = 'HS256',
): string {
  const part = (value: unknown) => Buffer.from(JSON.stringify(value)).toString('base64url');
  const content = `${part({ alg, typ: 'JWT' })}.${part({ iat: Math.floor(Date.now() / 1000), ...claims })}`;
  return `${content}.${createHmac('sha256', secret).update(content).digest('base64url')}`;
}

/** A block as the payload of its hardfork. */
export function payloadOf({ hash, header, transactions, withdrawals }: StoredBlock, list?: BlockAccessList) {
  return {
    parentHash: header.parentHash,
    feeRecipient: header.beneficiary,
    stateRoot: header.stateRoot,
    receiptsRoot: header.receiptsRoot,
    logsBloom: header.logsBloom,
    prevRandao: header.mixHash,
    blockNumber: quantity(header.number),
    gasLimit: quantity(header.gasLimit),
    gasUsed: quantity(header.gasUsed),
    timestamp: quantity(header.timestamp),
    extraData: header.extraData,
    baseFeePerGas: quantity(header.baseFeePerGas!),
    blockHash: hash,
    transactions: transactions.map((tx) => `0x${Buffer.from(encodeTransaction(tx)).toString('hex')}`),
    ...(withdrawals && {
      withdrawals: withdrawals.map(({ index, validatorIndex, address, amount }) => ({
        index: quantity(index),
        validatorIndex: quantity(validatorIndex),
        address,
        amount: quantity(amount),
      })),
    }),
    ...(header.blobGasUsed !== undefined && {
      blobGasUsed: quantity(header.blobGasUsed),
      excessBlobGas: quantity(header.excessBlobGas!),
    }),
    ...(list && {
      blockAccessList: `0x${Buffer.from(encodeBlockAccessList(list)).toString('hex')}`,
      slotNumber: quantity(header.slotNumber!),
    }),
  };
}

/** Builds empty blocks at once. */
class FakeBuilder implements PayloadBuilder {
  readonly built = new Map<string, BuiltPayload>();
  readonly #chain: FakeChain;

  constructor(chain: FakeChain) {
    this.#chain = chain;
  }

  async start(parent: Hash, attributes: Parameters<PayloadBuilder['start']>[1]) {
    const { timestamp, feeRecipient, withdrawals, parentBeaconBlockRoot, slotNumber } = attributes;
    const block = await this.#chain.build([], {
      parent,
      timestamp,
      beneficiary: feeRecipient,
      ...(withdrawals && { withdrawals }),
      ...(parentBeaconBlockRoot && { parentBeaconBlockRoot }),
      ...(slotNumber !== undefined && { slotNumber }),
    });
    const id = `0x${(this.built.size + 1).toString(16).padStart(16, '0')}` as const;
    const list = this.#chain.accessList(block.hash);
    const accessList = list && (`0x${Buffer.from(encodeBlockAccessList(list)).toString('hex')}` as const);
    const sides = { commitments: [], proofs: [], blobs: [], requests: [] };
    this.built.set(id, { block, value: 12n, ...sides, ...(accessList && { accessList }) });
    return id;
  }

  async get(id: string) {
    return this.built.get(id);
  }
}

/** A server with the Engine API, and a chain of its own on which the driver makes its blocks. */
export async function startDriven(hardfork: Hardfork) {
  const chain = new FakeChain(devChain(hardfork), alloc);
  const builder = new FakeBuilder(chain);
  const client = { code: 'HD', name: 'Heddle', version: 'v0.1.0', commit: '0x00000000' } as const;
  const consensus = { payloads: new Payloads(chain), builder, client };
  const running = await startServer(
    { engine: { host: '127.0.0.1', port: 0, jwtSecret, allowedOrigins: [], allowedHosts: [] } },
    { chain, consensus, hardfork },
  );
  const call = async (method: string, ...params: unknown[]) => {
    const response = await fetch(running.server.engine!, {
      method: 'POST',
      headers: { 'content-type': 'application/json', authorization: `Bearer ${token()}` },
      body: JSON.stringify({ jsonrpc: '2.0', id: 1, method, params }),
    });
    const { result, error } = (await response.json()) as { result?: unknown; error?: { code: number } };
    return error === undefined ? result : error.code;
  };
  return { ...running, chain, source: new FakeChain(devChain(hardfork), alloc), call };
}

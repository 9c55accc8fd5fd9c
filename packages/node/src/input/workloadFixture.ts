/** Blocks whose results nobody has written down yet: `{ header, alloc, txs }`, as the workloads for timing are. */
import type * as EngineLibrary from '@heddle/engine';
import type { Alloc, Hardfork, Hex } from '@heddle/engine';
import { hardforks } from '@heddle/evm';
import { CliError } from '../errors.ts';
import type { LoadedBlock } from '../loadedBlock.ts';
import type { BlockFile, JsonObject } from './readBlockFile.ts';

const zeros = (sizeBytes: number): Hex => `0x${'00'.repeat(sizeBytes)}`;

/** Numbers stand as such in these files, or in hexadecimal. */
function quantity(value: unknown): unknown {
  return typeof value === 'number' && Number.isSafeInteger(value) && value >= 0
    ? `0x${value.toString(16)}`
    : value;
}

/** The header in the fields of JSON-RPC; what is not known is zero, and of results nothing is known. */
function rpcHeaderOf({ number, timestamp, gasLimit, baseFeePerGas, coinbase }: JsonObject): JsonObject {
  return {
    parentHash: zeros(32),
    sha3Uncles: zeros(32),
    miner: coinbase,
    stateRoot: zeros(32),
    transactionsRoot: zeros(32),
    receiptsRoot: zeros(32),
    logsBloom: zeros(256),
    difficulty: '0x0',
    number: quantity(number),
    gasLimit: quantity(gasLimit),
    gasUsed: '0x0',
    timestamp: quantity(timestamp),
    extraData: '0x',
    mixHash: zeros(32),
    nonce: zeros(8),
    baseFeePerGas: quantity(baseFeePerGas),
    withdrawalsRoot: zeros(32),
    blobGasUsed: '0x0',
    excessBlobGas: '0x0',
    parentBeaconBlockRoot: zeros(32),
  };
}

function hardforkOf(path: string, { hardfork = 'cancun' }: JsonObject): Hardfork {
  const found = hardforks.find((name) => name === hardfork);
  if (found !== undefined && hardforks.indexOf(found) >= hardforks.indexOf('london')) return found;
  throw new CliError(`${path}: hardfork '${hardfork}' is unknown. Name London or a later one.`);
}

function bytesOf(path: string, transaction: unknown, index: number): Uint8Array {
  if (typeof transaction === 'string' && /^0x([0-9a-f]{2})+$/i.test(transaction))
    return Buffer.from(transaction.slice(2), 'hex');
  throw new CliError(
    `${path}: txs[${index}] is no transaction in hexadecimal. Write it as it would be sent.`,
  );
}

/**
 * Decodes such a file.
 *
 * @throws {CliError} for an unknown hardfork or a transaction that is not hexadecimal
 * @throws {HeddleError} for fields that are missing or malformed
 */
export function openWorkload(
  { decodeTransaction, devChain, headerFromRpc, MemoryState, placeOf }: typeof EngineLibrary,
  { path, chainId, content, preState }: BlockFile,
  isStrict: boolean,
): LoadedBlock {
  const given = content.header as JsonObject;
  const header = headerFromRpc(rpcHeaderOf(given), 'header');
  const transactions = (content.txs as unknown[]).map((each, index) =>
    decodeTransaction(bytesOf(path, each, index)),
  );
  const spec = devChain(hardforkOf(path, given), chainId);
  return {
    source: path,
    block: { ...placeOf(header, { spec }), header, transactions, ommers: [], withdrawals: [] },
    state: MemoryState.fromAlloc(preState as Alloc, { strict: isStrict }),
    isOpen: true,
  };
}

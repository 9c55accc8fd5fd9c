/** The header of a first block: the fields of the genesis file, and what each hardfork adds to a block without anything in it. */

import type { ChainSpec } from '@heddle/engine';
import {
  type Hash,
  type Header,
  type Hex,
  ommersHash,
  requestsHash,
  rulesOf,
  trieRoot,
} from '@heddle/engine';
import { GenesisMalformedError } from './errors.ts';
import type { GenesisFields } from './fields.ts';
import type { Genesis } from './genesis.ts';

const ZERO_HASH: Hash = `0x${'00'.repeat(32)}`;
const ZERO_ADDRESS: Hex = `0x${'00'.repeat(20)}`;
const EMPTY_BLOOM: Hex = `0x${'00'.repeat(256)}`;
/** Base fee of a first block that does not say another, in wei per gas (EIP-1559). */
const INITIAL_BASE_FEE = 1_000_000_000n;
/** The hash of a list without items, of ommers as of accesses. */
const EMPTY_LIST = ommersHash([]);
const EMPTY_ROOT = trieRoot([]);

/**
 * Reads the header.
 *
 * @throws GenesisMalformedError naming the field
 */
export function headerOfGenesis(fields: GenesisFields, spec: ChainSpec): Genesis['header'] {
  const header = firstFields(fields);
  return { ...header, ...laterFields(fields, header, spec), stateRoot: fields.hash('stateRoot') };
}

function firstFields(fields: GenesisFields): Omit<Header, 'stateRoot'> {
  return {
    parentHash: fields.hash('parentHash') ?? ZERO_HASH,
    ommersHash: EMPTY_LIST,
    beneficiary: fields.address('coinbase') ?? ZERO_ADDRESS,
    transactionsRoot: EMPTY_ROOT,
    receiptsRoot: EMPTY_ROOT,
    logsBloom: EMPTY_BLOOM,
    difficulty: fields.needNumber('difficulty', 256),
    number: fields.number('number') ?? 0n,
    gasLimit: fields.needNumber('gasLimit'),
    gasUsed: fields.number('gasUsed') ?? 0n,
    timestamp: fields.number('timestamp') ?? 0n,
    extraData: fields.bytes('extraData') ?? '0x',
    mixHash: fields.hash('mixHash') ?? fields.hash('mixhash') ?? ZERO_HASH,
    nonce: `0x${(fields.number('nonce') ?? 0n).toString(16).padStart(16, '0')}`,
  };
}

function laterFields(
  fields: GenesisFields,
  header: Pick<Header, 'number' | 'timestamp'>,
  spec: ChainSpec,
): Partial<Header> {
  const { number, timestamp } = header;
  const rules = rulesOf(spec.hardforkAt({ number, timestamp, parentTotalDifficulty: 0n }));
  // Clients disagree on what a first block holds that is before the merge and after what came by time.
  const byTime = rulesOf(spec.hardforkAt({ number, timestamp, parentTotalDifficulty: 2n ** 256n }));
  if (byTime.withdrawals && !rules.withdrawals) {
    const value = fields.child('config')?.raw('terminalTotalDifficulty');
    const expected = '0 when the first block is of a hardfork after the merge';
    throw new GenesisMalformedError({ field: 'config.terminalTotalDifficulty', value, expected });
  }
  return {
    ...(rules.baseFee && { baseFeePerGas: fields.number('baseFeePerGas', 256) ?? INITIAL_BASE_FEE }),
    ...(rules.withdrawals && { withdrawalsRoot: EMPTY_ROOT }),
    ...(rules.blobs && {
      blobGasUsed: fields.number('blobGasUsed') ?? 0n,
      excessBlobGas: fields.number('excessBlobGas') ?? 0n,
      parentBeaconBlockRoot: fields.hash('parentBeaconBlockRoot') ?? ZERO_HASH,
    }),
    ...(rules.requests && { requestsHash: requestsHash([]) }),
    ...(rules.blockAccessList && { blockAccessListHash: EMPTY_LIST }),
    ...(rules.slotNumber && { slotNumber: fields.number('slotNumber') ?? 0n }),
  };
}

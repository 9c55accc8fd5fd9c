/** Whole blocks from RLP and back. */
import type { ChainSpec } from '../chainSpec.ts';
import { RlpError } from '../errors/rlp.ts';
import { partOf, type RlpNode, readRlp } from '../rlp/decode.ts';
import { encodeRlp, type RlpInput } from '../rlp/encode.ts';
import { addressField, listField, uintField } from '../rlp/fields.ts';
import { decodeTransactionItem } from '../transaction/decode.ts';
import { transactionItem } from '../transaction/encode.ts';
import type { Block, Hash, Header, Withdrawal } from '../types.ts';
import { movesDao } from './daoFork.ts';
import { decodeHeader, headerFields } from './header.ts';

/** What the bytes of a block do not say. */
export interface BlockContext {
  spec: ChainSpec;
  /** That of `spec` unless given. */
  chainId?: bigint;
  /** Sum of the difficulties up to the parent, for chains that merge by it. */
  parentTotalDifficulty?: bigint;
  /** Hashes of further ancestors; the parent's is known from the header. */
  blockHashes?: ReadonlyMap<bigint, Hash>;
}

/**
 * Reads a block.
 *
 * @throws RlpError for anything but the canonical encoding of a block, SignatureInvalidError for a transaction without a
 *   recovery value; all other rules are checked elsewhere
 */
export function decodeBlock(rlp: Uint8Array, context: BlockContext): Block {
  const [headerItem, transactions, ommers, withdrawals] = listField(readRlp(partOf(rlp)), 'block', 3, 4);
  const header = decodeHeader(headerItem!);
  if ((withdrawals === undefined) !== (header.withdrawalsRoot === undefined)) {
    throw new RlpError({ field: 'withdrawals', reason: 'there in only one of header and body' });
  }
  return {
    ...placeOf(header, context),
    header,
    transactions: listField(transactions, 'transactions').map(decodeTransactionItem),
    ommers: listField(ommers, 'ommers').map(decodeHeader),
    ...(withdrawals && { withdrawals: listField(withdrawals, 'withdrawals').map(withdrawal) }),
  };
}

/** What follows for a block from its header and its chain. */
export function placeOf(
  header: Header,
  { spec, chainId, parentTotalDifficulty, blockHashes }: BlockContext,
): Pick<Block, 'chainId' | 'hardfork' | 'blockHashes' | 'movesDao' | 'depositContract'> {
  const { number, timestamp } = header;
  const { depositContract } = spec;
  return {
    chainId: chainId ?? spec.chainId,
    hardfork: spec.hardforkAt({ number, timestamp, parentTotalDifficulty }),
    blockHashes: new Map([...(blockHashes ?? []), [number - 1n, header.parentHash]]),
    ...(movesDao(number, spec) ? { movesDao: true } : {}),
    ...(depositContract === undefined ? {} : { depositContract }),
  };
}

/** The RLP of a block, as it travels and as its size counts (EIP-7934). */
export function encodeBlock({
  header,
  transactions,
  ommers,
  withdrawals,
}: Pick<Block, 'header' | 'transactions' | 'ommers' | 'withdrawals'>): Uint8Array {
  return encodeRlp([
    headerFields(header),
    transactions.map(transactionItem),
    ommers.map(headerFields),
    ...(withdrawals ? [withdrawals.map(withdrawalFields)] : []),
  ]);
}

function withdrawal(item: RlpNode): Withdrawal {
  const [index, validatorIndex, address, amount] = listField(item, 'withdrawal', 4);
  return {
    index: uintField(index, 8, 'withdrawal index'),
    validatorIndex: uintField(validatorIndex, 8, 'validatorIndex'),
    address: addressField(address, 'withdrawal address'),
    amount: uintField(amount, 8, 'withdrawal amount'),
  };
}

/** A withdrawal as RLP input. */
export function withdrawalFields({ index, validatorIndex, address, amount }: Withdrawal): RlpInput[] {
  return [index, validatorIndex, address, amount];
}

/** Requests of the execution layer to the consensus layer (EIP-7685). */
import { createHash } from 'node:crypto';
import { concatHex, fromHex, sizeOfHex } from '../bytes.ts';
import { DepositLayoutInvalidError } from '../errors/block.ts';
import type { Address, Hash, Hex, Log, Receipt } from '../types.ts';

/** That of mainnet. */
const DEPOSIT_CONTRACT: Address = '0x00000000219ab540356cbb839cbe05303d7705fa';
/** keccak256 of DepositEvent(bytes,bytes,bytes,bytes,bytes). */
const DEPOSIT_EVENT: Hash = '0x649bbc62d0e31342afea4e5cd82d4049e7e1ee912fc0889aa790803be39038c5';

/** Type byte of deposit requests (EIP-6110). */
export const depositRequestType = 0;

/** The five byte strings of a deposit log: where each one's length stands, and the length. */
const depositLayout = [
  { name: 'public key', offset: 160, length: 48 },
  { name: 'withdrawal credentials', offset: 256, length: 32 },
  { name: 'amount', offset: 320, length: 8 },
  { name: 'signature', offset: 384, length: 96 },
  { name: 'index', offset: 512, length: 8 },
] as const;
const DEPOSIT_LOG_BYTES = 576;
const WORD_BYTES = 32;

/**
 * The deposits that the transactions of a block made, behind each other, without the type byte (EIP-6110).
 *
 * @param contract whose logs count; that of mainnet unless the chain has another
 * @throws DepositLayoutInvalidError for a deposit event that is laid out in another way
 */
export function depositRequests(receipts: readonly Receipt[], contract: Address = DEPOSIT_CONTRACT): Hex {
  const logs = receipts.flatMap((receipt) => receipt.logs.filter((log) => isDeposit(log, contract)));
  return concatHex(logs.map((log) => depositOf(log.data)));
}

/** The hash over all requests, each with its type byte; those without content do not count (EIP-7685). */
export function requestsHash(requests: readonly Hex[]): Hash {
  const hash = createHash('sha256');
  for (const request of requests) {
    if (sizeOfHex(request) > 1) hash.update(createHash('sha256').update(fromHex(request)).digest());
  }
  return `0x${hash.digest('hex')}`;
}

/** A request with its type byte in front, or undefined when it is empty and left out. */
export function typedRequest(type: number, content: Hex): Hex | undefined {
  return content === '0x' ? undefined : `0x${type.toString(16).padStart(2, '0')}${content.slice(2)}`;
}

function isDeposit(log: Log, contract: Address): boolean {
  return log.address === contract && log.topics[0] === DEPOSIT_EVENT;
}

function depositOf(data: Hex): Hex {
  if (sizeOfHex(data) !== DEPOSIT_LOG_BYTES) {
    throw new DepositLayoutInvalidError({ reason: `${sizeOfHex(data)} bytes, not ${DEPOSIT_LOG_BYTES}` });
  }
  return concatHex(
    depositLayout.map(({ name, offset, length }, position) => {
      if (wordAt(data, position * WORD_BYTES) !== BigInt(offset)) {
        throw new DepositLayoutInvalidError({ reason: `the ${name} in another place` });
      }
      if (wordAt(data, offset) !== BigInt(length)) {
        throw new DepositLayoutInvalidError({ reason: `a ${name} of another length` });
      }
      return bytesAt(data, offset + WORD_BYTES, length);
    }),
  );
}

function wordAt(data: Hex, offset: number): bigint {
  return BigInt(bytesAt(data, offset, WORD_BYTES));
}

function bytesAt(data: Hex, offset: number, length: number): Hex {
  return `0x${data.slice(2 + 2 * offset, 2 + 2 * (offset + length))}`;
}

/** Why the pool refuses a transaction. Messages are those of geth, which tools compare; codes are ours. */
import { type Address, type Hash, HeddleError } from '@heddle/engine';

interface Least {
  actual: bigint;
  needed: bigint;
}
interface Most {
  actual: bigint;
  limit: bigint;
}
interface Sizes {
  actual: number;
  limit: number;
}
interface Reason {
  reason: string;
}
interface Funds {
  balance: bigint;
  /** Cost of the transaction, in wei. */
  cost: bigint;
  /** Cost of the sender's pending transactions, in wei. */
  queued?: bigint;
}

const ether = (wei: bigint) => (Number(wei) / 1e18).toFixed(2);

function insufficientFunds({ balance, cost, queued = 0n }: Funds): string {
  const start = `insufficient funds for gas * price + value: balance ${balance}`;
  const others = queued === 0n ? '' : ` queued cost ${queued},`;
  return `${start},${others} tx cost ${cost}, overshot ${queued + cost - balance}`;
}

/** The sentence of each code, by its facts. */
const sentences = {
  ALREADY_KNOWN: (_: { hash: Hash }) => 'already known',
  MALFORMED: (f: Reason) => `rlp: ${f.reason}`,
  OVERSIZED: (f: Sizes) => `oversized data: transaction size ${f.actual}, limit ${f.limit}`,
  TYPE_NOT_SUPPORTED: (f: { type: number; hardfork: string }) =>
    `transaction type not supported: type ${f.type} rejected, pool not yet past ${f.hardfork}`,
  INVALID_SENDER: (f: Reason) => `invalid sender: ${f.reason}`,
  UNPROTECTED: (_: object) => 'only replay-protected (EIP-155) transactions allowed over RPC',
  NONCE_MAX: (_: object) => 'nonce has max value',
  NONCE_TOO_LOW: (f: { next: bigint; nonce: bigint }) =>
    `nonce too low: next nonce ${f.next}, tx nonce ${f.nonce}`,
  NONCE_TOO_HIGH: (f: { next: bigint; nonce: bigint }) =>
    `nonce too high: tx nonce ${f.nonce}, gapped nonce ${f.next}`,
  INSUFFICIENT_FUNDS: insufficientFunds,
  INTRINSIC_GAS: (f: Least) => `intrinsic gas too low: gas ${f.actual}, minimum needed ${f.needed}`,
  FLOOR_GAS: (f: Least) =>
    `insufficient gas for floor data gas cost: gas ${f.actual}, minimum needed ${f.needed}`,
  GAS_LIMIT: (_: Most) => 'exceeds block gas limit',
  GAS_LIMIT_TOO_HIGH: (f: Most) => `transaction gas limit too high (cap: ${f.limit}, tx: ${f.actual})`,
  FEE_CAP_VERY_HIGH: (_: object) => 'max fee per gas higher than 2^256-1',
  TIP_ABOVE_FEE_CAP: (f: { tip: bigint; feeCap: bigint }) =>
    `max priority fee per gas higher than max fee per gas: tip ${f.tip}, fee cap ${f.feeCap}`,
  GAS_PRICE_TOO_LOW: (f: Least) =>
    `transaction gas price below minimum: gas tip cap ${f.actual}, minimum needed ${f.needed}`,
  FEE_ABOVE_CAP: (f: Most) =>
    `tx fee (${ether(f.actual)} ether) exceeds the configured cap (${ether(f.limit)} ether)`,
  INIT_CODE_TOO_LONG: (f: Sizes) => `max initcode size exceeded: code size ${f.actual}, limit ${f.limit}`,
  SENDER_NOT_EOA: (f: { sender: Address; codeHash: Hash }) =>
    `sender not an eoa: address ${f.sender}, codehash: ${f.codeHash}`,
  UNDERPRICED: (f: Least) => `transaction underpriced: gas tip cap ${f.actual}, minimum needed ${f.needed}`,
  REPLACEMENT_UNDERPRICED: (f: { hash: Hash; percent: bigint }) =>
    `replacement transaction underpriced: fees must exceed those of ${f.hash} by ${f.percent}%`,
  FUTURE_REPLACES_PENDING: (_: object) => 'future transaction tries to replace pending',
  ACCOUNT_LIMIT: (f: Sizes) => `account limit exceeded: pooled ${f.actual} txs, limit ${f.limit}`,
  POOL_FULL: (_: object) => 'txpool is full',
  ADDRESS_RESERVED: (f: { sender: Address }) => `address already reserved: ${f.sender}`,
  DELEGATED_IN_FLIGHT: (_: object) => 'in-flight transaction limit reached for delegated accounts',
  DELEGATED_GAP: (_: object) => 'gapped-nonce tx from delegated accounts',
  AUTHORITY_RESERVED: (f: { authority: Address }) => `authority already reserved: ${f.authority}`,
  AUTHORIZATIONS_MISSING: (_: object) => 'set code tx must have at least one authorization tuple',
  SET_CODE_CREATES: (_: object) => 'set code transaction must not be a create transaction',
  BLOBS_MISSING: (_: object) => 'blobless blob transaction',
  BLOB_CREATES: (_: object) => 'blob transaction of type create',
  TOO_MANY_BLOBS: (f: Sizes) => `too many blobs in transaction: have ${f.actual}, permitted ${f.limit}`,
  SIDECAR_MISSING: (_: object) => 'missing sidecar in blob transaction',
  SIDECAR_INVALID: (f: Reason) => `invalid blob sidecar: ${f.reason}`,
  STATE_UNAVAILABLE: (f: Reason) => `the state of the head cannot be read: ${f.reason}`,
} as const;

/** Code of a {@link PoolError}; stable. */
export type PoolErrorCode = keyof typeof sentences;

/** Facts of a code. */
export type PoolErrorFacts<Code extends PoolErrorCode> = Parameters<(typeof sentences)[Code]>[0];

/** A transaction that the pool refuses. The pool's methods answer with it instead of throwing. */
export class PoolError<Code extends PoolErrorCode = PoolErrorCode> extends HeddleError {
  declare readonly code: Code;

  constructor(code: Code, facts: PoolErrorFacts<Code>) {
    // The table pairs codes with facts; TypeScript sees only the union of all pairs.
    const sentence = sentences[code] as (facts: PoolErrorFacts<Code>) => string;
    super(code, sentence(facts), { ...facts });
  }
}

/**
 * Every code of an error that input can cause, with the rule that was broken. Codes are stable: programs may
 * compare them. The classes that carry them are in the files beside this one.
 */
export const errorCodes = {
  // What could not be read
  RLP_MALFORMED: 'The bytes are not the canonical RLP of what was expected.',
  FIELD_MALFORMED: 'A field of a JSON object is missing or is not hexadecimal of the right size.',
  NETWORK_UNKNOWN: 'No network of that name is known.',
  STATE_MISSING: 'The state given does not hold an account, slot or code that execution reads.',

  ACCOUNT_RECORD_MALFORMED: 'The bytes are not an account as a store keeps it.',
  STATE_DIFF_MALFORMED: 'The bytes are not a state diff, or a damaged one.',
  STATE_DIFF_INCOMPLETE: 'The state diff drops the storage of an account without naming its slots.',

  // Transactions, whatever the state
  TYPE_NOT_SUPPORTED: 'The hardfork does not have transactions of that type.',
  CHAIN_ID_MISMATCH: 'The transaction is for another chain.',
  SIGNATURE_INVALID: 'The signature is out of range or belongs to no key.',
  NONCE_AT_MAXIMUM: 'The nonce is 2^64 - 1, which no transaction may use (EIP-2681).',
  GAS_LIMIT_OVERFLOW: 'The gas limit at the highest fee costs 2^256 wei or more.',
  GAS_LIMIT_ABOVE_CAP: 'The gas limit is above what one transaction may have (EIP-7825).',
  INTRINSIC_GAS_TOO_LOW: 'The gas limit does not pay for the transaction itself.',
  INTRINSIC_GAS_ABOVE_CAP:
    'The transaction itself needs more regular gas than one transaction may use (EIP-8037).',
  FLOOR_GAS_TOO_LOW: 'The gas limit does not pay the floor price of the data (EIP-7623).',
  PRIORITY_FEE_ABOVE_MAX_FEE: 'The priority fee per gas is above the highest fee per gas (EIP-1559).',
  MAX_FEE_BELOW_BASE_FEE: 'The highest fee per gas is below the base fee of the block (EIP-1559).',
  INIT_CODE_TOO_LONG: 'The init code is longer than allowed (EIP-3860).',
  BLOBS_MISSING: 'A blob transaction carries no blob (EIP-4844).',
  TOO_MANY_BLOBS: 'A transaction carries more blobs than allowed (EIP-4844, EIP-7594).',
  BLOB_VERSION_UNKNOWN: 'A blob hash has a version other than 1 (EIP-4844).',
  BLOB_FEE_BELOW_BASE_FEE: 'The highest fee per blob gas is below the blob base fee (EIP-4844).',
  BLOB_TRANSACTION_CREATES: 'A blob transaction cannot create a contract (EIP-4844).',
  AUTHORIZATIONS_MISSING: 'A set-code transaction carries no authorization (EIP-7702).',
  SET_CODE_TRANSACTION_CREATES: 'A set-code transaction cannot create a contract (EIP-7702).',

  // Transactions against the state and the block so far
  NONCE_TOO_LOW: 'The sender has used that nonce already.',
  NONCE_TOO_HIGH: 'The sender has not used the nonces before that one yet.',
  INSUFFICIENT_FUNDS: 'The sender cannot pay for the gas and the value.',
  SENDER_NOT_EOA: 'The sender is a contract (EIP-3607).',
  GAS_ALLOWANCE_EXCEEDED: 'The gas limit is above what is left in the block.',
  UNDECLARED_ACCESS:
    'The transaction used an account or slot that its access list does not name (strict plans).',
  BLOB_ALLOWANCE_EXCEEDED: 'The blobs are more than what is left in the block (EIP-4844).',

  // Headers
  PARENT_HASH_MISMATCH: 'The block does not name the given header as its parent.',
  BLOCK_NUMBER_MISMATCH: 'The block number is not the one after the parent.',
  TIMESTAMP_NOT_AFTER_PARENT: 'The timestamp is not after that of the parent.',
  BLOCK_IN_FUTURE:
    'The timestamp is further ahead of the clock than the node accepts; later the block may be valid.',
  GAS_LIMIT_OUT_OF_BOUNDS: 'The gas limit is too far from that of the parent, below 5,000 or above 2^63 - 1.',
  GAS_USED_ABOVE_LIMIT: 'The gas used is above the gas limit.',
  EXTRA_DATA_TOO_LONG: 'The extra data is longer than 32 bytes.',
  DAO_EXTRA_DATA_MISMATCH:
    'The extra data does not say which side of the DAO fork the block is on (EIP-779).',
  DIFFICULTY_MISMATCH: 'The difficulty is not the one that follows from the parent.',
  HEADER_FIELD_INVALID:
    'A header field is missing, does not exist yet, or has a value other than the fixed one.',
  BASE_FEE_MISMATCH: 'The base fee is not the one that follows from the parent (EIP-1559).',
  EXCESS_BLOB_GAS_MISMATCH: 'The excess blob gas is not the one that follows from the parent (EIP-4844).',
  BLOB_GAS_USED_OUT_OF_BOUNDS: 'The blob gas used is no multiple of a blob or above the maximum (EIP-4844).',

  // Bodies
  TRANSACTIONS_ROOT_MISMATCH: 'The transactions are not those that the header commits to.',
  OMMERS_HASH_MISMATCH: 'The ommers are not those that the header commits to.',
  WITHDRAWALS_ROOT_MISMATCH: 'The withdrawals are not those that the header commits to.',
  BLOCK_TOO_LARGE: 'The block is larger than allowed (EIP-7934).',
  OMMERS_INVALID: 'An ommer is one too many, a duplicate, an ancestor, or of the wrong generation.',

  // What kept a block from being executed
  CANCELLED: 'The caller cancelled the block.',
  STATE_READ_FAILED: 'The state reader threw.',
  WORKER_DIED: 'A worker thread ended in the middle of a block.',
  MEMORY_EXHAUSTED: 'The block needs more memory than there is.',
  MEMORY_UNAVAILABLE: 'The system does not reserve the address space that a pool needs.',
  POOL_CLOSED: 'The pool is closed.',
  POOL_BUSY: 'The pool runs a block, and its cache was to be changed.',
  BLOCK_HASH_MISSING: 'BLOCKHASH asks for an ancestor that was not given.',
  OPTION_INVALID: 'An option is out of range.',

  // Calls and traces
  OVERRIDE_INVALID: 'An override contradicts another one or moves what is no precompile.',
  CALL_REVERTED: 'The call reverts, whatever gas it has.',
  CALL_HALTED: 'The call fails, whatever gas it has.',
  GAS_ABOVE_ALLOWANCE: 'The call needs more gas than it may have.',
  SIMULATION_INVALID: 'Simulated blocks cannot follow each other.',
  TRACE_TOO_LARGE: 'A trace grew larger than it may.',

  // What execution found out
  SYSTEM_CONTRACT_MISSING: 'A contract that collects requests has no code (EIP-7002, EIP-7251).',
  SYSTEM_CALL_FAILED: 'A contract that collects requests failed (EIP-7002, EIP-7251).',
  DEPOSIT_LAYOUT_INVALID: 'The deposit contract logged something that is no deposit (EIP-6110).',
  GAS_USED_MISMATCH: 'The transactions used another amount of gas than the header says.',
  BLOB_GAS_USED_MISMATCH: 'The transactions carry another amount of blob gas than the header says.',
  LOGS_BLOOM_MISMATCH: 'The logs have another bloom filter than the header says.',
  RECEIPTS_ROOT_MISMATCH: 'The receipts have another root than the header says.',
  REQUESTS_HASH_MISMATCH: 'The requests have another hash than the header says (EIP-7685).',
  BLOCK_ACCESS_LIST_HASH_MISMATCH: 'The block access list has another hash than the header says (EIP-7928).',
  BLOCK_ACCESS_LIST_TOO_LONG:
    'The block access list names more accounts and slots than the gas limit of the block allows (EIP-7928).',
  BLOCK_ACCESS_LIST_MALFORMED: 'The block access list is out of order or names something twice (EIP-7928).',
  BLOCK_ACCESS_LIST_MISMATCH: 'The block access list says something else than the block did (EIP-7928).',
  STATE_ROOT_MISMATCH: 'The state has another root than the header says.',
} as const;

/** A key of {@link errorCodes}. */
export type ErrorCode = keyof typeof errorCodes;

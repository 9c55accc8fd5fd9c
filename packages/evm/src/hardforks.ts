/**
 * The protocol versions of Ethereum, oldest first.
 *
 * A hardfork is the row of the one before plus its changes. Code asks a row a named question
 * (`rules.selfDestructOnlyNew`) or takes a named figure from it (`rules.coldSload`); it never
 * compares hardforks. Sources: the EIPs named at each row and the execution-specs.
 */

/** Figures and answers that differ between hardforks. Gas figures are in gas units. */
export interface HardforkRules {
  /** Gas of a transaction that creates a contract, on top of the 21,000 (EIP-2). */
  createTransactionGas: number;
  /** Gas per byte of deployed code (yellow paper: G_codedeposit); 0 where state gas pays for it (EIP-8037). */
  codeByteGas: number;
  /** Gas per 32-byte word of deployed code, for its hash (EIP-8037). */
  codeWordGas: number;
  /** Gas of a CALL or SELFDESTRUCT that brings a new account; 0 where state gas pays for it (EIP-8037). */
  newAccountGas: number;
  /** Gas per non-zero byte of transaction data (EIP-2028). */
  dataNonZeroGas: number;
  /** A contract whose deposit gas cannot be paid fails (EIP-2) instead of staying empty. */
  createOutOfGasFails: boolean;
  /** A signature's s value must lie in the lower half (EIP-2). */
  lowSignatureS: boolean;
  /** Transactions may carry a chain id in v (EIP-155). */
  replayProtection: boolean;
  /** A call keeps a 64th of its gas and asks for "at most" (EIP-150). */
  keepsSixtyFourth: boolean;
  /** Empty accounts are deleted when touched and new ones start with nonce 1 (EIP-161). */
  clearsEmptyAccounts: boolean;
  /** Largest contract code in bytes; Infinity when unlimited (EIP-170). */
  maxCodeSize: number;
  /** Largest init code in bytes (EIP-3860). */
  maxInitCodeSize: number;
  /** Gas per 32-byte word of init code (EIP-3860). */
  initCodeWordGas: number;
  /** Code that starts with 0xEF cannot be deployed (EIP-3541). */
  rejectsReservedCode: boolean;
  /** Gas per byte of the exponent of EXP (EIP-160). */
  expByteGas: number;
  /** Receipts carry a status instead of a state root (EIP-658). */
  receiptStatus: boolean;
  /** Access gas depends on whether a location is warm (EIP-2929). */
  warmAccess: boolean;
  /** Gas of a first access to an account; before Berlin the gas of every one is in the rows (EIP-2929). */
  coldAccount: number;
  /** Gas of a first SLOAD of a slot (EIP-2929). */
  coldSload: number;
  /** Gas of a later SLOAD of a slot, and of an SSTORE that changes nothing. */
  warmSload: number;
  /** SSTORE compares with the value before the transaction (EIP-1283, EIP-2200). */
  netStorageGas: boolean;
  /** SSTORE fails with this much gas left or less; 0 when it does not look (EIP-2200). */
  sstoreSentry: number;
  /** Gas of an SSTORE that fills a slot that was empty before the transaction. */
  sstoreSet: number;
  /** Gas of an SSTORE that changes a non-zero value for the first time. */
  sstoreReset: number;
  /** Refund for a slot set to zero (EIP-3529). */
  sstoreClearRefund: number;
  /** Refund for SELFDESTRUCT (EIP-3529). */
  selfDestructRefund: number;
  /** SELFDESTRUCT that funds a new account pays for it (EIP-150). */
  selfDestructPaysNewAccount: boolean;
  /** SELFDESTRUCT deletes only contracts of the same transaction (EIP-6780). */
  selfDestructOnlyNew: boolean;
  /** The refund is at most gas used divided by this (EIP-3529). */
  refundDivisor: number;
  /** The beneficiary is warm from the start (EIP-3651). */
  warmBeneficiary: boolean;
  /** Code may be a delegation to another account (EIP-7702). */
  delegation: boolean;
  /** Gas per authorization, whatever comes of it (EIP-7702). */
  authorizationGas: number;
  /** Refund for an authorization whose account was there before (EIP-7702). */
  existingAuthorityRefund: number;
  /** Floor price in gas of a zero byte of transaction data; 0 when there is no floor (EIP-7623, EIP-7976). */
  floorZeroByteGas: number;
  /** Floor price in gas of a non-zero byte of transaction data. */
  floorNonZeroByteGas: number;
  /** Gas per byte of an access list, which its floor price counts too (EIP-7981). */
  accessListByteGas: number;
  /** Largest gas limit of one transaction; Infinity when unlimited (EIP-7825). */
  maxTransactionGas: number;
  /** Most regular gas of one transaction; what its gas limit has above that is for state only (EIP-8037). */
  maxRegularGas: number;
  /** Growth of the state is metered as gas of its own, at a price that follows the block gas limit (EIP-8037). */
  stateGas: boolean;
  /** The gas of a block counts refunds as used (EIP-7778). */
  blockGasWithoutRefunds: boolean;
  /** Transfers and burns of wei leave logs (EIP-7708). */
  transferLogs: boolean;
  /** Highest transaction type accepted (EIP-2718 and followers). */
  maxTransactionType: number;
  /** The header has a base fee (EIP-1559). */
  baseFee: boolean;
  /** Blocks are sealed by proof of stake: no rewards, PREVRANDAO for DIFFICULTY (EIP-3675). */
  proofOfStake: boolean;
  /** Reward for a block in wei before the merge (EIP-649, EIP-1234). */
  blockReward: bigint;
  /** Delay of the difficulty bomb in blocks (EIP-649 and followers). */
  bombDelay: number;
  /** Difficulty falls in steps that look at ommers (EIP-100). */
  difficultySeesOmmers: boolean;
  /** Difficulty falls in steps of ten seconds (EIP-2). */
  difficultyInSteps: boolean;
  /** Blocks carry withdrawals (EIP-4895). */
  withdrawals: boolean;
  /** Blocks carry blobs and the parent beacon root (EIP-4844, EIP-4788). */
  blobs: boolean;
  /** The header commits to requests, and blocks keep parent hashes in a contract (EIP-7685, EIP-2935). */
  requests: boolean;
  /** The header names the slot of the beacon chain (EIP-7843). */
  slotNumber: boolean;
  /** The header commits to a list of all that the block accessed (EIP-7928). */
  blockAccessList: boolean;
  /** Blobs that a block aims at (EIP-4844, EIP-7691, EIP-7892). */
  blobTarget: number;
  /** Blobs that a block may hold. */
  blobMax: number;
  /** Blobs that a transaction may hold; Infinity when only the block limits them (EIP-7594). */
  maxBlobsPerTransaction: number;
  /** Divisor in the exponent of the blob base fee. */
  blobFeeUpdateFraction: number;
  /** The blob base fee is bounded below by execution cost (EIP-7918). */
  blobFeeReserve: boolean;
  /** Largest block in RLP bytes; Infinity when unlimited (EIP-7934). */
  maxBlockBytes: number;
  /** Modexp costs more and its inputs are bounded (EIP-7823, EIP-7883). */
  modexpBounded: boolean;
}

const frontier: HardforkRules = {
  createTransactionGas: 0,
  codeByteGas: 200,
  codeWordGas: 0,
  newAccountGas: 25000,
  dataNonZeroGas: 68,
  createOutOfGasFails: false,
  lowSignatureS: false,
  replayProtection: false,
  keepsSixtyFourth: false,
  clearsEmptyAccounts: false,
  maxCodeSize: Number.POSITIVE_INFINITY,
  maxInitCodeSize: Number.POSITIVE_INFINITY,
  initCodeWordGas: 0,
  rejectsReservedCode: false,
  expByteGas: 10,
  receiptStatus: false,
  warmAccess: false,
  coldAccount: 0,
  coldSload: 0,
  warmSload: 50,
  netStorageGas: false,
  sstoreSentry: 0,
  sstoreSet: 20000,
  sstoreReset: 5000,
  sstoreClearRefund: 15000,
  selfDestructRefund: 24000,
  selfDestructPaysNewAccount: false,
  selfDestructOnlyNew: false,
  refundDivisor: 2,
  warmBeneficiary: false,
  delegation: false,
  authorizationGas: 0,
  existingAuthorityRefund: 0,
  floorZeroByteGas: 0,
  floorNonZeroByteGas: 0,
  accessListByteGas: 0,
  maxTransactionGas: Number.POSITIVE_INFINITY,
  maxRegularGas: Number.POSITIVE_INFINITY,
  stateGas: false,
  blockGasWithoutRefunds: false,
  transferLogs: false,
  maxTransactionType: 0,
  baseFee: false,
  proofOfStake: false,
  blockReward: 5_000_000_000_000_000_000n,
  bombDelay: 0,
  difficultySeesOmmers: false,
  difficultyInSteps: false,
  withdrawals: false,
  blobs: false,
  requests: false,
  slotNumber: false,
  blockAccessList: false,
  blobTarget: 0,
  blobMax: 0,
  maxBlobsPerTransaction: Number.POSITIVE_INFINITY,
  blobFeeUpdateFraction: 1,
  blobFeeReserve: false,
  maxBlockBytes: Number.POSITIVE_INFINITY,
  modexpBounded: false,
};

interface HardforkRow {
  name: string;
  /** What changed, in one sentence. */
  about: string;
  changes: Partial<HardforkRules>;
}

const rows = [
  { name: 'frontier', about: 'The first protocol.', changes: {} },
  {
    name: 'homestead',
    about: 'Contract creation costs more and fails cleanly; difficulty in steps (EIP-2, EIP-7).',
    changes: {
      createTransactionGas: 32000,
      createOutOfGasFails: true,
      lowSignatureS: true,
      difficultyInSteps: true,
    },
  },
  { name: 'daoFork', about: 'The balances of the DAO were moved (EIP-779).', changes: {} },
  {
    name: 'tangerineWhistle',
    about: 'State access costs more; calls keep a 64th of their gas (EIP-150).',
    changes: { keepsSixtyFourth: true, warmSload: 200, selfDestructPaysNewAccount: true },
  },
  {
    name: 'spuriousDragon',
    about: 'Empty accounts vanish, code size is limited, chain ids protect (EIP-155, 160, 161, 170).',
    changes: { clearsEmptyAccounts: true, maxCodeSize: 24576, expByteGas: 50, replayProtection: true },
  },
  {
    name: 'byzantium',
    about:
      'REVERT, STATICCALL, return data, pairings, receipt status (EIP-140, 196–198, 211, 214, 649, 658).',
    changes: {
      receiptStatus: true,
      blockReward: 3_000_000_000_000_000_000n,
      bombDelay: 3_000_000,
      difficultySeesOmmers: true,
    },
  },
  {
    name: 'constantinople',
    about: 'Shifts, CREATE2, EXTCODEHASH, net storage gas (EIP-145, 1014, 1052, 1234, 1283).',
    changes: { netStorageGas: true, blockReward: 2_000_000_000_000_000_000n, bombDelay: 5_000_000 },
  },
  { name: 'petersburg', about: 'Net storage gas withdrawn (EIP-1716).', changes: { netStorageGas: false } },
  {
    name: 'istanbul',
    about: 'Cheaper data, dearer state, net storage gas again (EIP-152, 1108, 1344, 1884, 2028, 2200).',
    changes: { dataNonZeroGas: 16, warmSload: 800, netStorageGas: true, sstoreSentry: 2300 },
  },
  {
    name: 'muirGlacier',
    about: 'The difficulty bomb put off (EIP-2384).',
    changes: { bombDelay: 9_000_000 },
  },
  {
    name: 'berlin',
    about: 'Warm and cold access, typed transactions, access lists (EIP-2565, 2718, 2929, 2930).',
    changes: {
      warmAccess: true,
      coldAccount: 2600,
      coldSload: 2100,
      warmSload: 100,
      sstoreReset: 2900,
      maxTransactionType: 1,
    },
  },
  {
    name: 'london',
    about: 'The base fee, smaller refunds (EIP-1559, 3198, 3529, 3541, 3554).',
    changes: {
      baseFee: true,
      sstoreClearRefund: 4800,
      selfDestructRefund: 0,
      refundDivisor: 5,
      rejectsReservedCode: true,
      maxTransactionType: 2,
      bombDelay: 9_700_000,
    },
  },
  {
    name: 'arrowGlacier',
    about: 'The difficulty bomb put off (EIP-4345).',
    changes: { bombDelay: 10_700_000 },
  },
  {
    name: 'grayGlacier',
    about: 'The difficulty bomb put off (EIP-5133).',
    changes: { bombDelay: 11_400_000 },
  },
  {
    name: 'paris',
    about: 'Proof of stake (EIP-3675, 4399).',
    changes: { proofOfStake: true, blockReward: 0n },
  },
  {
    name: 'shanghai',
    about: 'Withdrawals, PUSH0, metered init code (EIP-3651, 3855, 3860, 4895).',
    changes: { warmBeneficiary: true, maxInitCodeSize: 49152, initCodeWordGas: 2, withdrawals: true },
  },
  {
    name: 'cancun',
    about: 'Blobs, transient storage, MCOPY, tame SELFDESTRUCT (EIP-1153, 4788, 4844, 5656, 6780, 7516).',
    changes: {
      selfDestructOnlyNew: true,
      blobs: true,
      blobTarget: 3,
      blobMax: 6,
      blobFeeUpdateFraction: 3338477,
      maxTransactionType: 3,
    },
  },
  {
    name: 'prague',
    about: 'Delegation, BLS12-381, requests (EIP-2537, 2935, 6110, 7002, 7251, 7623, 7685, 7691, 7702).',
    changes: {
      delegation: true,
      authorizationGas: 25000,
      existingAuthorityRefund: 12500,
      floorZeroByteGas: 10,
      floorNonZeroByteGas: 40,
      requests: true,
      blobTarget: 6,
      blobMax: 9,
      blobFeeUpdateFraction: 5007716,
      maxTransactionType: 4,
    },
  },
  {
    name: 'osaka',
    about:
      'Bounds: transaction gas, modexp, block size; CLZ and P-256 (EIP-7594, 7823, 7825, 7883, 7918, 7934, 7939, 7951).',
    changes: {
      maxTransactionGas: 2 ** 24,
      maxBlobsPerTransaction: 6,
      blobFeeReserve: true,
      maxBlockBytes: 8 * 2 ** 20,
      modexpBounded: true,
    },
  },
  {
    name: 'bpo1',
    about: 'More blobs (EIP-7892).',
    changes: { blobTarget: 10, blobMax: 15, blobFeeUpdateFraction: 8346193 },
  },
  {
    name: 'bpo2',
    about: 'More blobs (EIP-7892).',
    changes: { blobTarget: 14, blobMax: 21, blobFeeUpdateFraction: 11684671 },
  },
  {
    name: 'bpo3',
    about: 'Blob parameters of the official tests (EIP-7892).',
    changes: { blobTarget: 21, blobMax: 32, blobFeeUpdateFraction: 20609697 },
  },
  {
    name: 'bpo4',
    about: 'Blob parameters of the official tests (EIP-7892).',
    changes: { blobTarget: 14, blobMax: 21, blobFeeUpdateFraction: 13739630 },
  },
  {
    name: 'amsterdam',
    about:
      'Block access lists, gas for state growth, transfer logs, larger contracts (EIP-7708, 7778, 7843, 7928, 7954, 7976, 7981, 8024, 8037).',
    changes: {
      createTransactionGas: 9000,
      codeByteGas: 0,
      codeWordGas: 6,
      newAccountGas: 0,
      sstoreSet: 2900,
      authorizationGas: 7500,
      existingAuthorityRefund: 0,
      maxCodeSize: 32768,
      maxInitCodeSize: 65536,
      floorZeroByteGas: 64,
      floorNonZeroByteGas: 64,
      accessListByteGas: 64,
      maxTransactionGas: Number.POSITIVE_INFINITY,
      maxRegularGas: 2 ** 24,
      stateGas: true,
      blockGasWithoutRefunds: true,
      transferLogs: true,
      blockAccessList: true,
      slotNumber: true,
      // Those of bpo2, which it follows: bpo3 and bpo4 exist only in tests.
      blobTarget: 14,
      blobMax: 21,
      blobFeeUpdateFraction: 11684671,
    },
  },
] as const satisfies readonly HardforkRow[];

/** Name of a hardfork, as used in the API and on the command line. */
export type Hardfork = (typeof rows)[number]['name'];

/** All hardforks, oldest first. */
export const hardforks: readonly Hardfork[] = rows.map((row) => row.name);

/** The sentence that says what a hardfork changed. */
export const hardforkAbout = Object.fromEntries(rows.map((row) => [row.name, row.about])) as Readonly<
  Record<Hardfork, string>
>;

function accumulate(): Record<Hardfork, HardforkRules> {
  let rules = frontier;
  const all = {} as Record<Hardfork, HardforkRules>;
  for (const row of rows) {
    rules = { ...rules, ...row.changes };
    all[row.name] = rules;
  }
  return all;
}

const rulesByHardfork = accumulate();

/** The rules in force at a hardfork. */
export function rulesOf(hardfork: Hardfork): HardforkRules {
  return rulesByHardfork[hardfork];
}

/** True when `hardfork` is `since` or later. For tables (`since: 'berlin'`), not for semantics. */
export function isAtLeast(hardfork: Hardfork, since: Hardfork): boolean {
  return hardforks.indexOf(hardfork) >= hardforks.indexOf(since);
}

/**
 * Every offset, size and status code of the shared memory. Integer literals only: asc compiles this
 * file into the core and tsc into the library, so both sides read one source.
 *
 * Map of the memory (bases of the regions are chosen by `memoryPlan.ts` and stand in the PLAN words):
 *
 *   0        control words, block environment, rules, instruction table, block hashes
 *   plan     account, slot and code buckets   u32 heads of chains, written by compare-exchange
 *   plan     state arena     accounts, slots and code; lives as long as the pre-state is bound
 *   plan     block arena     transactions, versions, read and write sets, results; reset per block
 *   plan     contexts        one per running or parked transaction; private to who runs it
 *
 * Integers are little-endian. A 256-bit word is four 64-bit limbs, least significant first; an address
 * is the low 160 bits of such a word in 24 bytes. Every atomic access is sequentially consistent (the
 * only order that WebAssembly has); what each hot word is for, who writes it and what its order
 * protects is said at the word.
 */

// ── control words: each hot one on its own 64-byte line ──────────────────────────────────────────
/** 0 while the block may run, else a STOP_* code. Writers: anyone, by compare-exchange from 0. Readers: all, between slices. */
export const CTRL_STOP = 64;
/** Transactions handed out so far. Writers: all workers, atomic add. */
export const CTRL_NEXT = 128;
/** Transactions committed so far; all below are final. Writer: who holds CTRL_COMMIT_LOCK; its store publishes the commit. */
export const CTRL_HEAD = 192;
/** 1 while somebody commits. Writers: all, compare-exchange 0→1, then store 0. */
export const CTRL_COMMIT_LOCK = 256;
/** Number of cells in state RESUMABLE or ABORTED: work that is not behind CTRL_NEXT. Writers: all, atomic add. */
export const CTRL_READY = 320;
/** Futex: bumped and notified when there may be new work. Writers: all. Idle workers wait on it from JavaScript. */
export const CTRL_WAKE = 384;
/** Workers that are about to wait on CTRL_WAKE. Writers: those workers, atomic add and subtract. */
export const CTRL_IDLE = 448;
/** Stack of free contexts, `tag << 8 | index + 1`; the tag changes with every push, against ABA. Writers: all, compare-exchange. */
export const CTRL_FREE_CONTEXTS = 512;
/** Next free byte of the block arena. Writers: all, atomic add of whole chunks. */
export const CTRL_BLOCK_ARENA = 576;
/** Next free byte of the state arena. Writers: all, atomic add of whole chunks. */
export const CTRL_STATE_ARENA = 640;
/**
 * Below this head nothing but the head is started: the block is a chain just now. Writer: who holds
 * CTRL_COMMIT_LOCK. Readers: all, before they start a transaction; an old value costs a wasted start.
 */
export const CTRL_ALONE_UNTIL = 704;
/** How many of the last transactions had to wait for another, in 16ths, as a sliding mean. Only under CTRL_COMMIT_LOCK. */
export const CTRL_WAITED = 708;
/**
 * Planned execution: nothing from this transaction on is started, 0 for no bound; the one before runs alone. Writers:
 * who strays, towards lower values; the head's owner, any. Readers: all, before they start a transaction.
 */
export const CTRL_BARRIER = 768;
/**
 * Planned execution: times that runs ahead began (odd) and ended (even) to be taken back. Writer: the head's owner.
 * A run that started with another value is not flushed.
 */
export const CTRL_ROUND = 772;
/** Shares of the access list handed out, and loaded. Writers: all workers, atomic add; who loaded one adds after its rows. */
export const CTRL_LIST_NEXT = 760;
export const CTRL_LIST_LOADED = 764;
/** Shares handed out for folding. Writers: all workers, atomic add. */
export const CTRL_LIST_FOLDED = 752;
/** Re-executions of the block. Writers: all, atomic add. */
export const CTRL_REEXECUTIONS = 832;
/** Commit-time totals, written only under CTRL_COMMIT_LOCK: gas that receipts add up (i64). */
export const CTRL_CUMULATIVE_GAS = 896;
/** Gas that counts for the block, by kind (i64 each); before state gas was metered all is regular. */
export const CTRL_REGULAR_GAS = 904;
export const CTRL_STATE_GAS = 912;
/** Commit-time balance of the beneficiary (32 bytes), written only under CTRL_COMMIT_LOCK. */
export const CTRL_BENEFICIARY_BALANCE = 928;
/** 1 when the beneficiary exists after the last commit, before Spurious Dragon. Writer and readers as of its balance. */
export const CTRL_BENEFICIARY_EXISTS = 960;

/** Why a block stopped early. */
export const STOP_NONE = 0;
export const STOP_CANCELLED = 1;
export const STOP_FAILED = 2;
/** A transaction is invalid: its result holds the ERROR_* code. */
export const STOP_INVALID_TRANSACTION = 3;
/** A transaction did something else than the block access list says. */
export const STOP_LIST_DIFFERS = 4;

// ── plan words: written once by TypeScript before any worker starts ──────────────────────────────
export const PLAN_ACCOUNT_BUCKETS = 1024;
export const PLAN_ACCOUNT_MASK = 1028;
export const PLAN_SLOT_BUCKETS = 1032;
export const PLAN_SLOT_MASK = 1036;
export const PLAN_CODE_BUCKETS = 1040;
export const PLAN_CODE_MASK = 1044;
export const PLAN_STATE_ARENA = 1048;
export const PLAN_STATE_ARENA_END = 1052;
export const PLAN_BLOCK_ARENA = 1056;
export const PLAN_BLOCK_ARENA_END = 1060;
export const PLAN_CONTEXTS = 1064;
export const PLAN_CONTEXT_COUNT = 1068;
export const PLAN_LARGE_CONTEXT = 1072;
/** Code entry of no code at all. */
export const PLAN_EMPTY_CODE = 1076;
/** Random seed of the hash tables (u64). */
export const PLAN_HASH_SEED = 1080;
/** Changes when another pre-state is bound: instances then drop their chunk of the state arena. */
export const PLAN_STATE_GENERATION = 1088;
export const PLAN_CONTEXT_STRIDE = 1092;
export const PLAN_WORKERS = 1096;
/** ACCOUNTS_COMPLETE and SLOTS_COMPLETE: what is not in memory does not exist, so nobody need be asked. */
export const PLAN_STATE_COMPLETE = 1100;
export const ACCOUNTS_COMPLETE = 1;
export const SLOTS_COMPLETE = 2;
/** One line per worker. Word 0: a futex on which it waits for what it asked TypeScript for. Writers: the worker (0), whoever answers (LINE_*). */
export const WORKER_LINES = 12544;
export const WORKER_LINE_BYTES = 64;
/** It is there, or the block was stopped. */
export const LINE_ANSWERED = 1;
/** It is not there. */
export const LINE_ABSENT = 2;
export const MAX_WORKERS = 60;
/** The worker's dirty lists, left here when its part of the block is done. Writer: the worker; read after its answer. */
export const WORKER_DIRTY_ACCOUNTS = 4;
export const WORKER_DIRTY_SLOTS = 8;
export const WORKER_DIRTY_ACCOUNT_COUNT = 12;
export const WORKER_DIRTY_SLOT_COUNT = 16;
/** Planned execution: 1 while the worker flushes a transaction. Writer: the worker; who takes runs back waits for 0. */
export const WORKER_FLUSHING = 20;
/** Transactions claimed and not started: `next << 16 | end`. Writers: the worker and thieves, compare-exchange. */
export const WORKER_CHUNK = 32;
/** Message passing, part of the rings: futex that a sender bumps and notifies while the receiver is asleep. Writers: senders, atomic add. */
export const WORKER_INBOX = 40;
/** 1 while the worker sleeps on WORKER_INBOX or is about to. Writer: the worker; senders read it after they published a message. */
export const WORKER_ASLEEP = 44;
/** 1 once the worker takes no more messages in this block. Writer: the worker; senders with a full ring drop what it would not read. */
export const WORKER_CLOSED = 48;

// ── the block: written by TypeScript before the block, read-only while it runs ───────────────────
/** Changes with every block: a `current` value counts only where its stamp equals this. */
export const BLOCK_EPOCH = 1280;
export const BLOCK_TX_COUNT = 1284;
/** Base of the packed transactions; pointers inside them are relative to it. */
export const BLOCK_TXS = 1288;
/** Base of the result records. */
export const BLOCK_RESULTS = 1292;
/** Base of the scheduler cells. */
export const BLOCK_CELLS = 1296;
/** Sketches of what each transaction wrote and read, see parallel/signatures.ts. */
export const BLOCK_SIGNATURES = 1332;
/** MODE_*. */
export const BLOCK_MODE = 1300;
/** Seed of the delays at scheduling points; 0 for none. */
export const BLOCK_JITTER = 1304;
/** Account entry of the beneficiary. */
export const BLOCK_BENEFICIARY_ACCOUNT = 1308;
export const BLOCK_NUMBER = 1312; // u64
export const BLOCK_TIMESTAMP = 1320; // u64
/** Whether transactions leave records of what they accessed: 0, or RECORDS_* bits. */
export const BLOCK_RECORDS = 1328;
export const BLOCK_GAS_LIMIT = 1336; // i64
export const BLOCK_CHAIN_ID = 1344; // word
export const BLOCK_BENEFICIARY = 1376; // address as word
/** DIFFICULTY before the merge, PREVRANDAO after. */
export const BLOCK_RANDAO = 1408; // word
export const BLOCK_BASE_FEE = 1440; // word
export const BLOCK_BLOB_BASE_FEE = 1472; // word

/** First task of the plan, one per transaction; 0 without a plan. */
export const BLOCK_TASKS = 1792;
/** Optimistic execution with learned locks: the class (CLASS_*) of each transaction as u32, 0 for none; 0 without such locks. */
export const BLOCK_CLASSES = 1800;
export const BLOCK_FIRST_CLASS = 1804;
export const BLOCK_CLASS_COUNT = 1808;
/** Planned execution: 1 when an access that was not declared makes the transaction invalid. */
export const BLOCK_STRICT = 1796;
/**
 * Building a block: 1 when an invalid transaction is skipped, without a trace but for its result, instead of ending the block.
 * Serial and optimistic execution. Written before the block begins, then fixed.
 */
export const BLOCK_SKIPS = 1812;
/** u32 per place in the order of starting: the transaction that is started there; or 0 for block order. Only where none waits for another. */
export const BLOCK_ORDER = 1508;
/** Rows of the block access list that the block is executed from, see LIST_*; how many. */
export const BLOCK_LIST = 1512;
export const BLOCK_LIST_ROWS = 1516;
/** u32 per transaction: changes that the list says it makes. */
export const BLOCK_LIST_COUNTS = 1520;
/** u32 per share of the rows: its first row; one more for the end. A share begins with an account. */
export const BLOCK_LIST_SHARES = 1524;
export const BLOCK_LIST_SHARE_COUNT = 1528;
/** First noted input of KECCAK256, or 0: see PREIMAGE_*. Writer: serial execution. */
export const BLOCK_PREIMAGES = 1532;

/** What was accessed and what became of it: all that a block access list is made of. */
export const RECORDS_ACCESSES = 1;
/** Beside that, reads, who met a location first, and inputs of KECCAK256. Only with serial execution. */
export const RECORDS_ORIGINS = 2;
/** Beside that, what was looked at without being accessed, as when gas ended before: what a plan must give. */
export const RECORDS_LOOKS = 4;

/** Message passing: the placement of the block, see PLACEMENT_*. */
export const BLOCK_PLACEMENT = 1264;

/** 1 when serial execution comes out of the core after each slice, so that its thread can do something else. */
export const BLOCK_YIELDS = 2000;
/** Traced core only: TRACE_* bits of the events that are wanted now. Writer: whoever follows the trace, also from within an event. */
export const TRACE_EVENTS = 2004;
/** Traced core only: precompiles that a simulation has at other addresses, see MOVED_*; how many. */
export const TRACE_MOVED = 2008;
export const TRACE_MOVED_COUNT = 2012;

/** Frames that begin and end, logs, self-destructions, ends of transactions. */
export const TRACE_FRAMES = 1;
/** Every instruction beside that. */
export const TRACE_STEPS = 2;
/** A moved precompile: address where it answers, then (u32) that under which it is known. */
export const MOVED_NUMBER = 24;
export const MOVED_BYTES = 32;
/** Why a message did not even become a frame; known to traces only, the caller sees a 0. */
export const REFUSED_DEPTH = -20;
export const REFUSED_FUNDS = -21;
export const REFUSED_NONCE = -22;

export const MODE_SERIAL = 0;
export const MODE_OPTIMISTIC = 1;
/** In place, in the order of a plan. */
export const MODE_PLANNED = 2;
/** From a block access list: what a transaction reads is listed, and what it writes is compared. */
export const MODE_LISTED = 4;
/** Each worker on what it owns, by messages (messages/). */
export const MODE_MESSAGES = 5;

// ── rules of the hardfork: u32 each; see hardforks.ts ────────────────────────────────────────────
export const RULE_KEEPS_SIXTY_FOURTH = 1536;
export const RULE_CLEARS_EMPTY = 1540;
export const RULE_MAX_CODE_SIZE = 1544;
export const RULE_MAX_INIT_CODE_SIZE = 1548;
export const RULE_INIT_CODE_WORD_GAS = 1552;
export const RULE_REJECTS_RESERVED_CODE = 1556;
export const RULE_EXP_BYTE_GAS = 1560;
export const RULE_WARM_ACCESS = 1564;
export const RULE_COLD_ACCOUNT = 1568;
export const RULE_COLD_SLOAD = 1572;
export const RULE_WARM_SLOAD = 1576;
export const RULE_NET_STORAGE_GAS = 1580;
export const RULE_SSTORE_SENTRY = 1584;
export const RULE_SSTORE_RESET = 1588;
export const RULE_SSTORE_CLEAR_REFUND = 1592;
export const RULE_SELF_DESTRUCT_REFUND = 1596;
export const RULE_SELF_DESTRUCT_PAYS_NEW = 1600;
export const RULE_SELF_DESTRUCT_ONLY_NEW = 1604;
export const RULE_REFUND_DIVISOR = 1608;
export const RULE_WARM_BENEFICIARY = 1612;
export const RULE_DELEGATION = 1616;
export const RULE_CREATE_OUT_OF_GAS_FAILS = 1620;
export const RULE_SSTORE_SET = 1624;
export const RULE_EXISTING_AUTHORITY_REFUND = 1628;
export const RULE_CODE_BYTE_GAS = 1632;
export const RULE_CODE_WORD_GAS = 1636;
export const RULE_NEW_ACCOUNT_GAS = 1640;
export const RULE_MAX_REGULAR_GAS = 1644;
export const RULE_BLOCK_GAS_WITHOUT_REFUNDS = 1648;
export const RULE_TRANSFER_LOGS = 1652;
/** Bit per address 0x000–0x1ff: 64 bytes. */
export const RULE_PRECOMPILES = 1664;
export const BLOCK_SLOT_NUMBER = 1728; // u64
/** State gas per byte of new state; 0 where there is no state gas (EIP-8037). */
export const BLOCK_STATE_BYTE_GAS = 1736; // i64

// ── tables ───────────────────────────────────────────────────────────────────────────────────────
/** 256 × u64: gas (16 bits) | stack bytes taken (16) | highest stack bytes before, less those (32). */
export const INSTRUCTIONS = 2048;
/** Hashes of the last 256 blocks by number modulo 256, 32 bytes each in word order. */
export const BLOCK_HASHES = 4096;
/** u8 per entry of BLOCK_HASHES: 1 when present. Writers: workers that fetched one. */
export const BLOCK_HASHES_PRESENT = 12288;
export const FIXED_BYTES = 16384;

// ── accounts: three cache lines ──────────────────────────────────────────────────────────────────
// Line 0: what finding the account and reading versions touches.
/** Chain of the bucket. Written before the entry is published, then fixed. */
export const ACCOUNT_NEXT = 0;
/**
 * 0, or once `base` is filled in the *era* of the account's storage: 1, and one more for each block of those bound since that
 * dropped it. Writers: whoever read the base state (1), after filling; the store publishes it; between blocks, who moves the base.
 */
export const ACCOUNT_LOADED = 4;
export const ACCOUNT_ADDRESS = 8; // 24 bytes
/** Heads of the version lists, newest first. Writers: workers by compare-exchange; cleared by fold. */
export const ACCOUNT_BALANCE_VERSIONS = 32;
export const ACCOUNT_NONCE_VERSIONS = 36;
export const ACCOUNT_CODE_VERSIONS = 40;
export const ACCOUNT_EXISTS_VERSIONS = 44;
export const ACCOUNT_WIPE_VERSIONS = 48;
export const ACCOUNT_STAMP = 52;
/** Times that the storage was dropped in the block with that stamp. */
export const ACCOUNT_GENERATION = 56;
/** Planned execution; shares its word with ACCOUNT_LISTED, which another mode uses: 1 while a transaction is flushed into ACCOUNT_CURRENT. Writers: workers, compare-exchange 0→1, then store 0. */
export const ACCOUNT_LOCK = 60;
/** Row of the block access list that names the account, while a block is executed from one; else 0. Writer: who loads the row. */
export const ACCOUNT_LISTED = 60;
// Line 1
/** Before the block: flags, code entry, nonce, balance. */
export const ACCOUNT_BASE = 64;
/** `next | 1` while in a worker's dirty list, else 0. Writers: workers by compare-exchange from 0; cleared at the end. */
export const ACCOUNT_DIRTY = 112;
/**
 * Conflicts counted at balance, nonce and code. Writers: committers, under the lock. While that of the
 * balance is not 0 the account is hot: who reads the balance announces that it may write it.
 */
export const ACCOUNT_CONFLICTS = 116; // 3 × u32
// Line 2
/** As committed in the block with stamp ACCOUNT_STAMP: flags, code entry, nonce, balance. Writers: serial execution, fold. */
export const ACCOUNT_CURRENT = 128;
/**
 * While a block's changes are written down: how many of the account's slots changed, then where the next one's record goes.
 * Else 0. Writer: who writes them down.
 */
export const ACCOUNT_CHANGED_SLOTS = 176;
export const ACCOUNT_BYTES = 192;

/** Fields of ACCOUNT_BASE and ACCOUNT_CURRENT. */
export const FIELDS_FLAGS = 0;
export const FIELDS_CODE = 4;
export const FIELDS_NONCE = 8;
export const FIELDS_BALANCE = 16;
export const FIELDS_BYTES = 48;
export const EXISTS = 1;
export const HAS_STORAGE = 2;

// ── slots: two cache lines ───────────────────────────────────────────────────────────────────────
export const SLOT_NEXT = 0;
/** As ACCOUNT_LOADED: the era in which `base` was filled in. In a later one the slot is empty. */
export const SLOT_LOADED = 4;
export const SLOT_ACCOUNT = 8;
export const SLOT_STAMP = 12;
export const SLOT_KEY = 16;
export const SLOT_VERSIONS = 48;
/** Conflicts counted here; while not 0 the slot is hot. As ACCOUNT_CONFLICTS. */
export const SLOT_CONFLICTS = 52;
/** As ACCOUNT_LISTED: no conflicts are counted in such a block. */
export const SLOT_LISTED = 52;
/** As ACCOUNT_DIRTY. */
export const SLOT_DIRTY = 56;
/** Generation of the account's storage that SLOT_CURRENT belongs to. */
export const SLOT_GENERATION = 60;
export const SLOT_BASE = 64;
export const SLOT_CURRENT = 96;
export const SLOT_BYTES = 128;

// ── code ─────────────────────────────────────────────────────────────────────────────────────────
export const CODE_NEXT = 0;
/** 1 once bytes and jump destinations are there. Writers: whoever loads the code, after filling. */
export const CODE_LOADED = 8;
export const CODE_LENGTH = 12;
export const CODE_HASH = 16; // in word order
/** Pointer to the bytes, with CODE_PADDING zero bytes before and after. */
export const CODE_START = 48;
/** Pointer to a bit per byte of code: 1 for a valid jump destination. */
export const CODE_JUMPDESTS = 52;
/** 1 when the code is a delegation designator (EIP-7702): CODE_DELEGATE holds the target. */
export const CODE_IS_DELEGATION = 56;
export const CODE_DELEGATE = 64; // 24 bytes
export const CODE_BYTES = 96;
/** A PUSH32 at the end reads 32 bytes past the code. */
export const CODE_PADDING = 48;

// ── versions (multi-version state) ───────────────────────────────────────────────────────────────
/** Next older version. Writers: inserters by compare-exchange. */
export const VERSION_NEXT = 0;
export const VERSION_TX = 4;
/** `incarnation << 3 | VERSION_*`. Writer: the transaction's executor (or the committer that aborts it): ESTIMATE, value, new state. */
export const VERSION_STATE = 8;
/** Next version that the same transaction ever wrote. Writer: its executor. */
export const VERSION_SIBLING = 12;
export const VERSION_VALUE = 16;
export const VERSION_BYTES = 48;
/** Nothing written: readers pass on. */
export const VERSION_REMOVED = 0;
/** Written by an aborted incarnation, or about to be: readers wait. */
export const VERSION_ESTIMATE = 1;
export const VERSION_VALUE_SET = 2;
/** A credit to be added to the next older value. */
export const VERSION_DELTA = 3;

// ── scheduler cells, one 64-byte line per transaction ────────────────────────────────────────────
/** `incarnation << 3 | CELL_*`. Writers: whoever wins the compare-exchange. */
export const CELL_STATE = 0;
/** List of transactions (index + 1) waiting for this one, or WAITERS_CLOSED once executed. Writers: all, compare-exchange. */
export const CELL_WAITERS = 4;
/** Next in the list of waiters this transaction is in. Writer: the transaction's executor. */
export const CELL_WAIT_NEXT = 8;
/** Context that holds the parked execution, 0 when it must start anew. */
export const CELL_CONTEXT = 12;
/** Last transaction that this one waited for, plus one. */
export const CELL_BLOCKED_BY = 16;
/** Worker that executed the transaction. Writer: that worker, before EXECUTED. */
export const CELL_WORKER = 24;
/** CTRL_HEAD when the present incarnation started: everything below was final to it. */
export const CELL_BASE = 28;
/** 1 once the transaction was parked on another one. Writer: its executor. */
export const CELL_WAITED = 32;
/** 1 when the transaction overran a context: it runs again in the large one, at the head. Writer: its executor. */
export const CELL_NEEDS_LARGE = 20;
/** Planned execution: CTRL_ROUND when the run started. Writer: its executor. */
export const CELL_ROUND = 36;
/** Planned execution: 1 once a run needed more than the plan gives, so that it runs alone at its turn. Writer: its executor. */
export const CELL_STRAYED = 40;
/** Learned locks: whom the transaction queues behind, plus one, or NOBODY_AHEAD; 0 while it has no place. Writer: its executor. */
export const CELL_QUEUED_BEHIND = 44;
export const NOBODY_AHEAD = 0xffffffff;
export const CELL_BYTES = 64;
export const CELL_PENDING = 0;
export const CELL_EXECUTING = 1;
export const CELL_PARKED = 2;
export const CELL_RESUMABLE = 3;
export const CELL_ABORTED = 4;
export const CELL_EXECUTED = 5;
export const CELL_COMMITTED = 6;
/** Parked until all lower transactions are committed. */
export const CELL_AWAITING_HEAD = 7;
export const WAITERS_CLOSED = 0xffffffff;

// ── the plan: which lower transactions one waits for, and what it may use ────────────────────────
/** Indexes (u32) of the transactions that must be executed before this one starts. */
export const TASK_BEFORE = 0;
export const TASK_BEFORE_COUNT = 4;
/** Entries that it may use, ascending: `entry | GRANT_*`. */
export const TASK_GRANTS = 8;
export const TASK_GRANT_COUNT = 12;
export const TASK_BYTES = 16;
/** Beyond reading: to change a slot's value; nonce, code, existence and storage of an account. */
export const GRANT_CHANGE = 1;
/** To add to an account's balance, beside others who do the same. */
export const GRANT_CREDIT = 2;
/** To read and change an account's balance. */
export const GRANT_BALANCE = 4;
export const GRANT_BITS = 63;
/** Access list that a caller gives, per transaction: address of the first entry, number of entries. */
export const GIVEN_COUNT = 4;
export const GIVEN_BYTES = 8;
/** Of an account in such a list: GRANT_* (u16), and how many of its last keys are only read (u16). */
export const ACCESS_GRANTS = 28;
export const ACCESS_READ_ONLY = 30;

// ── classes of transactions that look alike, see parallel/classes.ts ─────────────────────────────
/** The first two, plus one. Written by TypeScript. */
export const CLASS_FIRST = 0;
export const CLASS_SECOND = 4;
/** 0 while nothing is known. Writer: who executed the second; its store publishes the words below. */
export const CLASS_STATE = 8;
export const CLASS_IS_FREE = 1;
export const CLASS_QUEUES = 2;
/** Location at which the class queues, and the class whose CLASS_TAIL is the end of that queue. */
export const CLASS_HOT = 12;
export const CLASS_QUEUE = 16;
/** Last transaction in the queue, plus one. Writers: who starts a transaction, compare-exchange upwards. */
export const CLASS_TAIL = 20;
export const CLASS_BYTES = 64;

/** What a planned transaction overwrote: the next older, the entry, RESTORE_* kind, for a slot stamp and generation, the value. */
export const RESTORE_LOCATION = 4;
export const RESTORE_KIND = 8;
export const RESTORE_STAMP = 12;
export const RESTORE_GENERATION = 16;
export const RESTORE_VALUE = 32;
export const RESTORE_BYTES = 64;
export const RESTORE_SLOT = 0;
/** The value is a credit to be taken back. */
export const RESTORE_CREDIT = 1;
export const RESTORE_BALANCE = 2;
export const RESTORE_NONCE = 3;
export const RESTORE_CODE = 4;
export const RESTORE_FLAGS = 5;
export const RESTORE_STORAGE = 6;

/** Writes in the first half, reads in the second. */
export const SIGNATURE_READS = 64;
export const SIGNATURE_BYTES = 128;

// ── message passing: cells of the worker that is a transaction's home, which alone reads and writes them ──
/** Next of a list of transactions that are taken back together. */
export const CELL_LINK = 8;
/** Place in the list of the worker's own transactions. */
export const CELL_POSITION = 24;
/** Runs that were begun and counted: what RESULT_INCARNATIONS becomes. */
export const CELL_RUNS = 36;
/** Newest of the transaction's records of what it overwrote, linked by UNDONE_SIBLING. */
export const CELL_OVERWRITTEN = 40;
/** What it touched: `unit | OF_*`, and how many. */
export const CELL_TOUCHED = 44;
export const CELL_TOUCHED_COUNT = 48;
/** What it read of other owners (FOREIGN_*), and what it has to tell them (PARCEL_*). */
export const CELL_FOREIGN = 52;
export const CELL_PARCELS = 56;
/** Number of the question under way, so that an answer to an earlier run is noticed. */
export const CELL_TICKET = 60;
/** The local entry that the question is about. */
export const CELL_ASKING = 4;

// ── placement: which worker owns what; input, made before the block starts and only read ─────────
export const PLACEMENT_SEED = 0;
/** Places in the map less one; 0 for an empty map. */
export const PLACEMENT_MASK = 4;
/** Workers that take part: those that have transactions, the first ones. */
export const PLACEMENT_WORKERS = 8;
/** 1 when what the map does not name belongs to who touches it first, 0 when it is placed by its hash. */
export const PLACEMENT_CLAIMS = 12;
/** Home of each transaction: u8. */
export const PLACEMENT_HOMES = 16;
export const PLACEMENT_MAP = 20;
export const PLACEMENT_RINGS = 24;
/** Counts of each worker for the report: COUNT_*, COUNTS_BYTES apart. Writer: the worker, when it ends. */
export const PLACEMENT_COUNTS = 28;
/** Messages that a ring holds: a power of two. */
export const PLACEMENT_RING_LENGTH = 32;
export const PLACEMENT_BYTES = 64;
/** Entry of the map: address (24), then the worker and PLACE_* bits; 0 when free. */
export const PLACE_OWNER = 24;
export const PLACE_BYTES = 32;
export const PLACE_IS_USED = 256;
/** The account's slots belong each to who touches it first. */
export const PLACE_IS_SPLIT = 512;

// ── rings: one per ordered pair of workers ───────────────────────────────────────────────────────
/** Messages sent so far. Writer: the sender, after the message; its store publishes it. */
export const RING_SENT = 0;
/** Messages dealt with so far, on a line of its own. Writer: the receiver, after all that the message brought about. */
export const RING_TAKEN = 64;
export const RING_MESSAGES = 128;

/** `kind | OF_* << 8 | ticket << 16`. */
export const MESSAGE_KIND = 0;
/** In the kind's word: it is about a slot. */
export const MESSAGE_IS_SLOT = 16384;
/** In the kind's word: the receiver does not own it, and is told who does (at MESSAGE_FIELDS) and what everybody is told. */
export const MESSAGE_IS_NEWS = 32768;
export const MESSAGE_TX = 4;
/** The receiver may look at the message when all transactions below this one are final to it. */
export const MESSAGE_AFTER = 8;
/** Entry of the account or slot; the name that all workers know it by. */
export const MESSAGE_ENTRY = 12;
/** Fields of an account (FIELDS_*); of a balance that is written, the difference. */
export const MESSAGE_FIELDS = 16;
/** Value of a slot; of a question by a balance or nonce. */
export const MESSAGE_VALUE = 32;
export const MESSAGE_BYTES = 64;
/** Of MESSAGE_HEAD: cumulative gas, and the fees not credited yet (24 bytes, for there are fewer wei than 2^192). */
export const MESSAGE_GAS = 16;
export const MESSAGE_FEES = 40;

/** Does anybody own this? If not, I do. */
export const MESSAGE_CLAIM = 1;
/** Another worker does: it stands at MESSAGE_FIELDS. */
export const MESSAGE_DENIAL = 2;
/** The fields of an account, the value of a slot, before transaction MESSAGE_TX? */
export const MESSAGE_READ = 3;
export const MESSAGE_ANSWER = 4;
/** Is this (READ_* at MESSAGE_FIELDS) still what is read before the head? */
export const MESSAGE_CHECK = 5;
/** MESSAGE_FIELDS holds 1 for yes. */
export const MESSAGE_VERDICT = 6;
/** A final change. */
export const MESSAGE_WRITE = 7;
/** Fees of the transactions below MESSAGE_TX. */
export const MESSAGE_REWARD = 8;
/** All below MESSAGE_TX is final: the home of that one goes on. */
export const MESSAGE_HEAD = 9;
export const MESSAGE_KINDS = 10;

/** Counts for the report: messages sent by kind, then the following. */
export const COUNT_WAITS = 40;
export const COUNT_FOREIGN_READS = 44;
export const COUNT_OWN_READS = 48;
export const COUNT_TAKEN_BACK = 52;
export const COUNT_DENIALS = 56;
export const COUNTS_BYTES = 64;

// ── units: what one worker knows of an account or a slot; in its own table, which no other reads ──
export const UNIT_NEXT = 0;
export const UNIT_ENTRY = 4;
/** Worker that owns it. */
export const UNIT_OWNER = 8;
/** UNIT_IS_* bits. */
export const UNIT_FLAGS = 12;
/** Highest of the worker's own transactions that touched it, plus one. */
export const UNIT_TOUCHED = 16;
/** Newest record of what was overwritten here (UNDONE_*), descending by transaction. */
export const UNIT_OVERWRITTEN = 20;
/** `round << 8 | OF_*` while transactions are taken back. */
export const UNIT_MARK = 24;
/** Times that the account's storage was dropped; of a slot: as of which of these the value is, or GENERATION_OF_INPUT. */
export const UNIT_GENERATION = 28;
/** The slot is as it was before the transactions. */
export const GENERATION_OF_INPUT = 0xffffffff;
/** All units of the worker in one list. */
export const UNIT_LINK = 32;
/** While claimed: the registrar, and the number of the claim among the messages to it. */
export const UNIT_REGISTRAR = 36;
export const UNIT_CLAIM = 40;
/** Fields (FIELDS_*) of an account, value of a slot. */
export const UNIT_VALUE = 48;
export const UNIT_ACCOUNT_BYTES = 96;
export const UNIT_SLOT_BYTES = 80;
export const UNIT_IS_SLOT = 1;
/** Its registrar has not confirmed the claim yet. */
export const UNIT_IS_CLAIMED = 2;
/** Slots of the account are claimed one by one. */
export const UNIT_IS_SPLIT = 4;
/** Final values may differ from those before the block. */
export const UNIT_IS_CHANGED = 8;

/** What was read or written of a unit: its balance (of a slot: the value), nonce or existence, code, storage as a whole. */
export const OF_BALANCE_OR_VALUE = 1;
export const OF_NONCE_OR_EXISTENCE = 2;
export const OF_CODE_IDENTITY = 4;
export const OF_WHOLE_STORAGE = 8;
/** Any touch, also a mere credit. */
export const OF_ANYTHING = 16;
/** Of a write: the flag EXISTS, beside the nonce. */
export const OF_EXISTENCE_FLAG = 32;

/** What a transaction overwrote in a unit. */
export const UNDONE_OLDER = 0;
export const UNDONE_SIBLING = 4;
export const UNDONE_UNIT = 8;
export const UNDONE_TX = 12;
export const UNDONE_MASK = 16;
export const UNDONE_GENERATION = 20;
/** Fields before, but of the balance the difference that was added; value of a slot before. */
export const UNDONE_VALUE = 32;
export const UNDONE_BYTES = 80;

/** What a transaction read of another owner's: next, READ_* kind, unit, then the value as in READ_VALUE. */
export const FOREIGN_UNIT = 8;

/** A message to be sent when the transaction is final, after a link and the unit it speaks of. */
export const PARCEL_UNIT = 4;
export const PARCEL_MESSAGE = 16;
export const PARCEL_BYTES = 80;

// ── transactions in ──────────────────────────────────────────────────────────────────────────────
/** Part of TX_INTRINSIC that is state gas. */
export const TX_INTRINSIC_STATE = 0; // i64
export const TX_GAS_LIMIT = 8; // i64
export const TX_INTRINSIC = 16; // i64
export const TX_FLOOR = 24; // i64
export const TX_NONCE = 32; // u64
export const TX_DATA = 40;
export const TX_DATA_LENGTH = 44;
export const TX_ACCESS_LIST = 48;
export const TX_ACCESS_COUNT = 52;
export const TX_AUTHORIZATIONS = 56;
export const TX_AUTHORIZATION_COUNT = 60;
export const TX_BLOBS = 64;
export const TX_BLOB_COUNT = 68;
/** Earlier transaction of the same sender, plus one; 0 for none. */
export const TX_PREDECESSOR = 72;
export const TX_FLAGS = 76;
export const TX_SENDER = 80; // 24 bytes
export const TX_TO = 104; // 24 bytes
export const TX_VALUE = 128; // word
export const TX_MAX_FEE = 160; // word
export const TX_PRIORITY_FEE = 192; // word
export const TX_MAX_BLOB_FEE = 224; // word
export const TX_BYTES = 256;
export const TX_IS_CREATE = 1;
/** A call of the protocol itself: no nonce, no fee, no receipt. */
export const TX_IS_SYSTEM = 2;
/** Calls that belong to no block: any nonce fits, the sender may be a contract, the gas may be more than the block's. */
export const TX_ANY_NONCE = 4;
export const TX_ANY_SENDER = 8;
export const TX_ANY_GAS = 16;

/** New state that state gas pays for, in bytes (EIP-8037): an account, a slot, the code of a delegation. */
export const STATE_BYTES_OF_ACCOUNT = 112;
export const STATE_BYTES_OF_SLOT = 32;
export const STATE_BYTES_OF_DELEGATION = 23;

/** Access list: per account 32 bytes (address, then u32 count of keys at 24) and the keys. */
export const ACCESS_COUNT = 24;
export const ACCESS_BYTES = 32;
/** Authorisation: authority (24), delegate (24), nonce u64, flags u32. */
export const AUTH_DELEGATE = 24;
export const AUTH_NONCE = 48;
/** 1 when the tuple is well-formed, signed and for this chain. */
export const AUTH_VALID = 56;
export const AUTH_BYTES = 64;

// ── results out ──────────────────────────────────────────────────────────────────────────────────
/** 1 success, 0 failure. */
export const RESULT_SUCCESS = 0;
/** ERROR_*; 0 for a valid transaction. */
export const RESULT_ERROR = 4;
/** Halt code (negative) of the outermost frame, or 0. */
export const RESULT_HALT = 8;
export const RESULT_WORKER = 12;
export const RESULT_GAS_USED = 16; // i64, after refunds
export const RESULT_CUMULATIVE = 24; // i64
export const RESULT_LOGS = 32;
export const RESULT_LOGS_BYTES = 36;
export const RESULT_LOG_COUNT = 40;
export const RESULT_INCARNATIONS = 44;
export const RESULT_OUTPUT = 48;
export const RESULT_OUTPUT_LENGTH = 52;
export const RESULT_READS = 56;
export const RESULT_READ_COUNT = 60;
/** First of all versions the transaction ever wrote, linked by VERSION_SIBLING. */
export const RESULT_WRITES = 64;
/** Planned execution: last of the records of what the transaction overwrote. */
export const RESULT_RESTORES = 68;
export const RESULT_CREATED = 72; // 24 bytes
export const RESULT_START = 96; // f64, ms of the worker's clock
export const RESULT_END = 104; // f64
export const RESULT_FEE = 112; // word: credit of the beneficiary
/** Facts of an error: what was expected, what was there (u64 or word). */
export const RESULT_ACTUAL = 144; // word
export const RESULT_EXPECTED = 176; // word
export const RESULT_BLOOM = 208; // 256 bytes, as in the receipt
/** What the transaction did to the beneficiary's balance: VERSION_* kind, and the value. */
export const RESULT_BENEFICIARY_KIND = 464;
export const RESULT_BLOCKED_BY = 468;
/** Record of what the transaction accessed, RECORD_* entries; 0 of them when the block keeps none. */
export const RESULT_RECORDS = 472;
export const RESULT_RECORD_COUNT = 476;
export const RESULT_BENEFICIARY_VALUE = 480; // word
/** Gas that counts for the block, by kind (EIP-7778, EIP-8037). */
export const RESULT_REGULAR_GAS = 512; // i64
export const RESULT_STATE_GAS = 520; // i64
/** 1 when the transaction ended the beneficiary, which it therefore pays nothing. */
export const RESULT_BENEFICIARY_ENDED = 528;
export const RESULT_BYTES = 576;

/** Log: u32 total bytes, u32 topics, u32 data bytes, address (24), topics and data as bytes; padded to 8. */
export const LOG_TOPICS = 4;
export const LOG_DATA_LENGTH = 8;
export const LOG_ADDRESS = 12; // 20 bytes, big-endian
export const LOG_BYTES = 32;

/** Read set entry: u32 location, u32 READ_* kind, then the value seen. */
export const READ_KIND = 4;
export const READ_VALUE = 16;
export const READ_BYTES = 48;
export const READ_BALANCE = 0;
export const READ_NONCE = 1;
export const READ_CODE = 2;
export const READ_EXISTS = 3;
/** Whether the account was empty (EIP-161). */
export const READ_EMPTY = 4;
export const READ_SLOT = 5;
/** A balance that was at least so much. */
export const READ_AT_LEAST = 6;

/**
 * What a transaction did at one location: u32 account or slot entry, kind, then (with RECORDS_ORIGINS) the account whose
 * code met it first, or 0, and that frame's selector, then the value after the transaction. Per account one
 * RECORD_ACCOUNT and one of the others for each changed field; per slot one of the last two.
 */
export const RECORD_KIND = 4;
export const RECORD_BY = 8;
export const RECORD_SELECTOR = 12;
export const RECORD_VALUE = 16;
export const RECORD_BYTES = 48;
/** Value: u32 flags of the view (what was read), u32 what it was empty of. */
export const RECORD_ACCOUNT = 0;
export const RECORD_BALANCE = 1;
/** A change of a balance that was not read: to be added. */
export const RECORD_CREDIT = 2;
export const RECORD_NONCE = 3;
/** Value: u32 code entry. */
export const RECORD_CODE = 4;
export const RECORD_EXISTS = 5;
/** The storage was dropped. */
export const RECORD_WIPE = 6;
export const RECORD_SLOT_READ = 7;
export const RECORD_SLOT = 8;

/**
 * Row of a block access list (EIP-7928): location (written when loaded), RECORD_* kind, transaction, whether the
 * location was seen, value. After its RECORD_ACCOUNT (address and three counts) come its balances, nonces and code
 * entries, then each RECORD_SLOT (key, and count in place of the transaction) with its LIST_VALUEs; a slot without is
 * one that is read. Rows of one field are in ascending order of transactions.
 */
export const LIST_TX = 8;
/** u32 of a RECORD_SLOT and of a RECORD_ACCOUNT: its LIST_VALUEs, its balances. */
export const LIST_COUNT = 8;
/** u32 of a RECORD_ACCOUNT, behind the address. */
export const LIST_NONCES = 40;
export const LIST_CODES = 44;
/** Writers: whoever accesses the location, 1; nobody reads it before the block is done. */
export const LIST_SEEN = 12;
export const LIST_VALUE = 9;

/** Input of KECCAK256: next, length, hash, bytes. */
export const PREIMAGE_LENGTH = 4;
export const PREIMAGE_HASH = 16;
export const PREIMAGE_INPUT = 48;
/** Longest input that is noted: keys of mappings are 64 bytes, of mappings by short strings somewhat more. */
export const PREIMAGE_LONGEST = 128;

/** Why a transaction is invalid; see `transactionErrors.ts`. */
export const ERROR_NONCE_TOO_LOW = 1;
export const ERROR_NONCE_TOO_HIGH = 2;
export const ERROR_INSUFFICIENT_FUNDS = 3;
export const ERROR_SENDER_NOT_EOA = 4;
export const ERROR_GAS_ALLOWANCE_EXCEEDED = 5;
export const ERROR_NONCE_MAX = 6;
/** RESULT_ACTUAL holds the entry, and 1 after it for a slot. */
export const ERROR_UNDECLARED_ACCESS = 7;

/**
 * What a block changed at one account, as stores and tries take it: nothing in it points into this memory. Values are as
 * in the protocol: addresses, hashes, balances, slots and their values big-endian; numbers of ours little-endian. An
 * account that does not exist on a side has zeros there and the code hash of nothing.
 */
export const DIFF_ADDRESS = 0; // 20 bytes
export const DIFF_FLAGS = 20;
export const DIFF_NONCE_BEFORE = 24; // u64
export const DIFF_NONCE_AFTER = 32; // u64
/** The account's slots are consecutive: index of the first, and how many. */
export const DIFF_FIRST_SLOT = 40;
export const DIFF_SLOT_COUNT = 44;
/** 16 reserved bytes lie before it: zero. */
export const DIFF_BALANCE_BEFORE = 64; // 32 bytes
export const DIFF_BALANCE_AFTER = 96; // 32 bytes
export const DIFF_CODE_HASH_BEFORE = 128; // 32 bytes
export const DIFF_CODE_HASH_AFTER = 160; // 32 bytes
export const DIFF_ACCOUNT_BYTES = 192;
export const DIFF_EXISTS_BEFORE = 1;
export const DIFF_EXISTS_AFTER = 2;
/** All slots before the block were dropped; the records of slots hold what came after, with zero before. */
export const DIFF_STORAGE_CLEARED = 4;
/** Existence, nonce, balance or code are others than before; without it only slots changed. */
export const DIFF_FIELDS = 8;
/** The account may have slots on that side. Without it, it certainly has none. For accounts without code and nonce it is exact. */
export const DIFF_MAY_OWN_BEFORE = 16;
export const DIFF_MAY_OWN_AFTER = 32;
/** A slot that changed: 32 bytes each. */
export const DIFF_SLOT_KEY = 0;
export const DIFF_SLOT_BEFORE = 32;
export const DIFF_SLOT_AFTER = 64;
export const DIFF_SLOT_BYTES = 96;

/** Code that an account got in the block: next, entry. */
export const NEW_CODE_ENTRY = 4;
export const NEW_CODE_BYTES = 8;
/** Location with conflicts: next, kind (0 balance, 1 nonce, 2 code, 3 slot), count, address (24) and key of a slot. */
export const CONFLICT_NEXT = 0;
export const CONFLICT_KIND = 4;
export const CONFLICT_COUNT = 8;
export const CONFLICT_ADDRESS = 16;
export const CONFLICT_KEY = 48;
export const CONFLICT_BYTES = 80;
export const CONFLICT_SLOT = 3;

// ── context: one running or parked transaction ───────────────────────────────────────────────────
export const CTX_TX = 0;
export const CTX_RECORD = 4;
export const CTX_RESULT = 8;
export const CTX_PHASE = 12;
export const CTX_FRAME = 16;
export const CTX_DEPTH = 20;
/** What the transaction waits for: an account, slot or code entry, a block number, or a transaction. */
export const CTX_NEED = 24;
export const CTX_INDEX = 28;
export const CTX_JOURNAL_TOP = 32;
export const CTX_LOGS_TOP = 36;
export const CTX_LOG_COUNT = 40;
export const CTX_ENTRIES_TOP = 44;
export const CTX_FIRST_ACCOUNT = 48;
export const CTX_FIRST_SLOT = 52;
export const CTX_RETURN_LENGTH = 56;
/** Next in the stack of free contexts. */
export const CTX_FREE_NEXT = 60;
export const CTX_REFUND = 64; // i64
export const CTX_GAS_LEFT = 72; // i64, when the outermost frame ended
export const CTX_FIRST_TRANSIENT = 80;
export const CTX_HALT = 84;
/** 1 while a planned transaction runs alone and may use everything. */
export const CTX_UNBOUNDED = 88;
/** State gas that is left beside the frame's gas; all frames draw from it. */
export const CTX_STATE_GAS_LEFT = 112; // i64
/** State gas used so far, less what was refunded. */
export const CTX_STATE_GAS_USED = 120; // i64
/** Precompile at hand: address, input, gas; the answer: gas left or -1, output in the return buffer. */
export const CTX_PRECOMPILE = 92;
export const CTX_PRECOMPILE_INPUT = 96;
export const CTX_PRECOMPILE_LENGTH = 100;
export const CTX_PRECOMPILE_GAS = 104; // i64
/** Bounds of the private regions below; written when the memory is planned. */
export const CTX_FRAMES = 128;
export const CTX_STACKS = 132;
export const CTX_STACKS_END = 136;
export const CTX_MEMORY = 140;
export const CTX_MEMORY_END = 144;
export const CTX_RETURN = 148;
export const CTX_RETURN_END = 152;
export const CTX_JOURNAL = 156;
export const CTX_JOURNAL_END = 160;
export const CTX_LOGS = 164;
export const CTX_LOGS_END = 168;
export const CTX_ENTRIES = 172;
export const CTX_ENTRIES_END = 176;
export const CTX_BUCKETS = 180;
/** State gas that was taken from the frames' own gas; never goes back there. */
export const CTX_STATE_GAS_SPILLED = 184; // i64
export const CTX_GAS_PRICE = 192; // word
export const CTX_WORDS = 224; // 8 words of scratch for the transaction's own sums
/** 1 while a transaction is under way in this context (serial execution). */
export const CTX_ACTIVE = 488;
export const CTX_SENDER = 480; // local account of the sender
export const CTX_CREATED = 484; // local account that the transaction creates
/** State gas refunded so far. */
export const CTX_STATE_GAS_REFUNDED = 496; // i64
/** Refunds of state gas that no frame which used as much has received yet. */
export const CTX_STATE_GAS_PENDING = 504; // i64
export const CTX_SCRATCH = 512; // arithmetic
export const CTX_KECCAK = 1536; // keccak state and block
export const CTX_ADDRESS = 2560; // scratch: addresses, hashes
export const CTX_BYTES = 4096;
export const CTX_BUCKET_COUNT = 16384;

export const PHASE_BEGIN = 0;
export const PHASE_ENTER = 1;
export const PHASE_RUN = 2;
export const PHASE_SETTLE = 3;
export const PHASE_DONE = 4;

// ── the transaction's own view: accounts, slots, transient slots ─────────────────────────────────
export const LOCAL_NEXT = 0;
export const LOCAL_LINK = 4;
export const LOCAL_FLAGS = 8;
/** Account or slot entry that this one mirrors. */
export const LOCAL_SHARED = 12;
export const LOCAL_BUCKET = 16;

export const LOCAL_ADDRESS = 24; // 24 bytes
export const LOCAL_NONCE = 48; // u64
export const LOCAL_NONCE_ORIGINAL = 56; // u64
export const LOCAL_BALANCE = 64; // word: balance, or credits less debits so far while unread
export const LOCAL_BALANCE_ORIGINAL = 96; // word
export const LOCAL_CODE = 128;
export const LOCAL_CODE_ORIGINAL = 132;
export const LOCAL_EXISTS = 136;
export const LOCAL_EXISTS_ORIGINAL = 140;
export const LOCAL_EMPTY_ORIGINAL = 144;
/** Account entry of the contract whose frame met the account first, and that frame's selector; with RECORDS_ORIGINS. */
export const LOCAL_BY = 148;
export const LOCAL_SELECTOR = 152;
/** Message passing: what the worker knows of the account, and the owner's answer when it is another worker. */
export const LOCAL_UNIT = 148;
export const LOCAL_ANSWER = 152;
/** While AT_LEAST is set: what the balance before the transaction must have been at least. */
export const LOCAL_FLOOR = 160; // word
export const LOCAL_ACCOUNT_BYTES = 192;

export const LOCAL_OWNER = 20; // local account of a slot
/** As LOCAL_BY and LOCAL_SELECTOR. */
export const LOCAL_SLOT_BY = 24;
export const LOCAL_SLOT_SELECTOR = 28;
/** As LOCAL_UNIT and LOCAL_ANSWER. */
export const LOCAL_SLOT_UNIT = 24;
export const LOCAL_SLOT_ANSWER = 28;
export const LOCAL_KEY = 32; // word
export const LOCAL_VALUE = 64; // word
export const LOCAL_ORIGINAL = 96; // word
export const LOCAL_SLOT_BYTES = 128;

export const WARM = 1;
export const BALANCE_KNOWN = 2;
export const NONCE_KNOWN = 4;
export const CODE_KNOWN = 8;
export const EXISTS_KNOWN = 16;
export const EMPTY_KNOWN = 32;
/** Created in this transaction. */
export const CREATED = 64;
/** To be deleted when the transaction ends. */
export const DESTROYED = 128;
/** Touched in the sense of EIP-161. */
export const TOUCHED = 256;
/** Slot: value known. */
export const VALUE_KNOWN = 512;
/** Slot: the value came from outside the transaction and must hold at commit. */
export const VALUE_READ = 1024;
/** Account: its existence ended in this transaction, which is a change whatever was read of it. */
export const GONE = 2048;
/** Account: only a lower bound of the balance was asked for. */
export const AT_LEAST = 4096;
/** Planned execution: the plan was asked about this entry, and said the following. */
export const LOOKED_UP = 16384;
export const DECLARED = 32768;
/** The value of a slot; nonce, code and existence of an account. */
export const MAY_READ = 65536;
/** GRANT_* from here on. */
export const MAY_CHANGE = 131072;
export const MAY_CREDIT = 262144;
export const MAY_USE_BALANCE = 524288;
export const GRANT_SHIFT = 17;

/** Accessed in the sense of block access lists (EIP-7928); a revert does not take it back. */
export const ACCESSED = 8192;

// ── journal entries ──────────────────────────────────────────────────────────────────────────────
export const UNDO_KIND = 0;
export const UNDO_LOCAL = 4;
export const UNDO_OLD = 16;
export const UNDO_BYTES = 48;
export const UNDO_FLAGS = 0;
export const UNDO_CREDIT = 1;
export const UNDO_DEBIT = 2;
export const UNDO_NONCE = 3;
export const UNDO_CODE = 4;
export const UNDO_EXISTS = 5;
export const UNDO_VALUE = 6;

// ── frames ───────────────────────────────────────────────────────────────────────────────────────
export const FRAME_PC = 0;
export const FRAME_SP = 4;
export const FRAME_GAS = 8; // i64
export const FRAME_STACK = 16;
export const FRAME_CODE = 20;
export const FRAME_CODE_LENGTH = 24;
export const FRAME_JUMPDESTS = 28;
export const FRAME_MEMORY = 32;
export const FRAME_MEMORY_SIZE = 36;
export const FRAME_INPUT = 40;
export const FRAME_INPUT_LENGTH = 44;
/** Local account whose storage and balance the frame uses. */
export const FRAME_SELF = 48;
export const FRAME_FLAGS = 52;
export const FRAME_JOURNAL = 56;
export const FRAME_LOGS_TOP = 60;
export const FRAME_LOG_COUNT = 64;
/** Where in the caller's memory the output goes. */
export const FRAME_RETURN_OFFSET = 68;
export const FRAME_RETURN_SIZE = 72;
export const FRAME_REFUND = 80; // i64
export const FRAME_CALLER = 96; // word
export const FRAME_VALUE = 128; // word
/** State gas used, refunded and pending when the frame began. */
export const FRAME_STATE_GAS_USED = 160; // i64
export const FRAME_STATE_GAS_REFUNDED = 168; // i64
export const FRAME_STATE_GAS_PENDING = 176; // i64
export const FRAME_BYTES = 192;
export const FRAME_IS_STATIC = 1;
export const FRAME_IS_CREATE = 2;
export const MAX_DEPTH = 1024;

// ── halt codes: what a frame or an instruction ends with when gas is not left ────────────────────
export const HALT_OUT_OF_GAS = -1;
export const HALT_STACK = -2;
export const HALT_INVALID = -3;
export const HALT_BAD_JUMP = -4;
export const HALT_STATIC = -5;
export const HALT_RETURN_DATA = -6;
export const HALT_CODE_SIZE = -7;
export const HALT_RESERVED_CODE = -8;
export const HALT_COLLISION = -9;
export const HALT_PRECOMPILE = -10;
export const HALT_INIT_CODE_SIZE = -11;
/** Not halts, but reasons to leave the interpreter; the instruction runs again afterwards. */
export const LEAVE = -32;
export const LEAVE_SLICE = -32;
export const LEAVE_NEED_ACCOUNT = -33;
export const LEAVE_NEED_SLOT = -34;
export const LEAVE_NEED_CODE = -35;
export const LEAVE_NEED_BLOCK_HASH = -36;
export const LEAVE_PRECOMPILE = -37;
/** CTX_NEED is the transaction to wait for. */
export const LEAVE_BLOCKED = -38;
/** Wait until all lower transactions are committed. */
export const LEAVE_AWAIT_HEAD = -39;
/** The context is too small: run again in the large one. */
export const LEAVE_LARGE = -40;
/** The instruction entered another frame. */
export const LEAVE_FRAME = -41;
/** The block was stopped, see CTRL_STOP. */
export const LEAVE_STOPPED = -44;
/** Planned execution: CTX_NEED is an entry that was not declared (CTX_INDEX 1: a slot), or one to be used beyond the plan. */
export const LEAVE_UNDECLARED = -46;
export const LEAVE_BEYOND_PLAN = -47;
/** Nothing to do for this worker until CTRL_WAKE changes. */
export const LEAVE_IDLE = -45;
/** STOP, RETURN or SELFDESTRUCT; REVERT. */
export const LEAVE_SUCCESS = -42;
export const LEAVE_REVERT = -43;

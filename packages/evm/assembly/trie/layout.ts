/**
 * Every offset, size and code of the memory of the state trie: a memory of its own, imported by each thread's
 * instance of `trie.wasm`. Integer literals only, for asc and tsc. docs/state-root.md says who writes what when.
 *
 * Integers are little-endian. Hashes, keys, balances and slot values are byte strings, the first byte first.
 */

// Control words. Those that several threads change while a run lasts have a line of 64 bytes to themselves.

/** u32: 0, or the ERROR_* of who failed first (compare-exchange from 0). All threads look at it and leave. */
export const CTRL_STOP = 0;
/** u32: area of the thread that wrote CTRL_STOP; written by it afterwards. */
export const CTRL_STOPPED_BY = 4;
/** u32: address of the first byte of the arena that nobody took; grows by atomic adds of whole chunks. */
export const CTRL_ARENA = 64;
/** u32: the arena must not reach this address. Written between runs. */
export const CTRL_ARENA_END = 128;
/** u32: how often the arena was emptied. A thread that sees another number drops its chunk. Written between runs. */
export const CTRL_GENERATION = 132;
/** u32: storage tries that the run splits among threads (atomic add). */
export const CTRL_SPLITS = 192;
/** u32 for each phase, a line apart: tasks that were claimed (atomic add). */
export const CTRL_CLAIMED = 256;
/** u32 for each phase, a line apart: tasks that are done (atomic add; the last one wakes those who wait on it). */
export const CTRL_DONE = 576;
export const CTRL_LINE_BYTES = 64;

// The phases of a run. Each begins when all tasks of the one before are done.
/** Hash a chunk of addresses or of slots. */
export const PHASE_HASH = 0;
/** Share the accounts out among the parts of the account trie: one task. */
export const PHASE_SHARE = 1;
/** Sort the accounts of a part; find the leaves of those with slots. */
export const PHASE_FIND = 2;
/** Change and hash a group of storage tries, or a sixteenth of one. */
export const PHASE_STORAGE = 3;
/** Change and hash a part of the account trie. */
export const PHASE_ACCOUNTS = 4;

// What a run is about. Written before the run by the thread that calls it.
/** u32: copy of the account records of the diff. */
export const RUN_ACCOUNTS = 896;
export const RUN_ACCOUNT_COUNT = 900;
/** u32: copy of the slot records of the diff; the hash phase puts the hash of each slot in the place of its number. */
export const RUN_SLOTS = 904;
export const RUN_SLOT_COUNT = 908;
/** u32: index that the accounts of the diff use for the first of these slots. */
export const RUN_FIRST_SLOT = 912;
/** u32: ITEM_BYTES for each account. */
export const RUN_ITEMS = 916;
/** u32: ENTRY_BYTES for each account, in the order of their hashes. */
export const RUN_ACCOUNT_ORDER = 920;
/** u32: ENTRY_BYTES for each slot; those of an account in the order of their hashes. */
export const RUN_SLOT_ORDER = 924;
/** u32: address (u32) of each item that has slots. */
export const RUN_OWNERS = 928;
export const RUN_OWNER_COUNT = 932;
/** u32: SPLIT_BYTES for each storage trie that is split; there is room for as many as can be. */
export const RUN_SPLITS = 936;
/** u32: PART words of the sixteen parts of the account trie. */
export const RUN_PARTS = 940;
/** u32: 1 to go from the state after to the state before. */
export const RUN_BACKWARD = 944;
/** u32: 1 to leave the account trie unhashed; another run will do it. */
export const RUN_DEFER = 948;
/** u32: 1 for tests: addresses and slots are taken for their own hashes. */
export const RUN_PLAIN_KEYS = 952;
/** u32: 1, or 16: number of parts of the account trie. */
export const RUN_PART_COUNT = 956;
/** u32: slots from which on a storage trie is split; slots and accounts from which on the account trie is. */
export const RUN_SPLIT_SLOTS = 960;
export const RUN_SPLIT_ACCOUNTS = 964;
/** u32: threads that take part; accounts of a storage task. */
export const RUN_THREADS = 968;
export const RUN_GROUP = 972;

/** TRIE words of the account trie. */
export const STATE_TRIE = 1024;

// Why a run failed.
/** The arena is full. */
export const ERROR_MEMORY = 1;
/** A record is not in the database; its key is in AREA_KEY of the thread. */
export const ERROR_MISSING = 2;
/** A record in the database has not the length that it says. */
export const ERROR_RECORD = 3;
/** The diff removes an account and leaves it slots. */
export const ERROR_STORAGE_LEFT = 4;
/** The diff changes nothing but slots of an account that is not there. */
export const ERROR_NO_ACCOUNT = 5;
/** Another thread ended, or an instance failed outside of the core. */
export const ERROR_OTHER = 6;

// Areas of the threads, one behind the other; each is private to its thread while a run lasts.
export const AREAS = 65536;
export const AREA_BYTES = 131072;
/** Threads and the one that calls them. */
export const MAX_AREAS = 33;
/** Keccak of two messages: two states of 25 pairs of lanes. */
export const AREA_PAIR_STATE = 0;
export const AREA_PAIR_OTHER = 400;
/** Keccak of one message. */
export const AREA_STATE = 800;
export const AREA_ROUND_CONSTANTS = 1024;
/** Messages that wait for a second of as many blocks: address or 0 (u32) for 0 to 4 blocks. */
export const AREA_WAITING = 1280;
/** Where the digest of each goes: u32 for 0 to 4 blocks. */
export const AREA_WAITING_TO = 1312;
/** u32 addresses of message buffers that are free, and their number. */
export const AREA_FREE_BUFFERS = 1344;
export const AREA_FREE_COUNT = 1376;
/** u64: permutations, and nodes loaded, since the thread began. */
export const AREA_PERMUTATIONS = 1408;
export const AREA_LOADED = 1416;
/** u32: last of the records to delete, and how many there are. */
export const AREA_DELETIONS = 1424;
/** u32: leaf that the last proof found, or 0. */
export const AREA_FOUND = 1428;
/** Digest on its way. */
export const AREA_DIGEST = 1440;
/** u32 for each depth 0 to 64: list of branches to hash. */
export const AREA_LEVELS = 1536;
/** Key of a record, and its length (u32). */
export const AREA_KEY = 1808;
export const AREA_KEY_LENGTH = 1892;
/** Paths, 32 bytes each: of what is loaded; of its children; of what is written in the account trie, in a storage trie. */
export const AREA_PATH = 1904;
export const AREA_CHILD_PATH = 1936;
export const AREA_WRITTEN_PATH = 1968;
export const AREA_STORAGE_PATH = 2000;
/** Key of what a proof is about. */
export const AREA_WANTED = 2032;
/** Six buffers for messages of up to four blocks, with room to write beyond. */
export const AREA_BUFFERS = 2064;
export const AREA_BUFFER_BYTES = 768;
export const AREA_BUFFER_COUNT = 6;
/** A record that was read. The longest has sixteen accounts with a slot each: 3.4 KB. */
export const AREA_RECORD = 8192;
export const AREA_RECORD_BYTES = 8192;
/** What goes out: records to write, nodes of a proof. */
export const AREA_OUT = 65536;
export const AREA_OUT_BYTES = 65536;

/** First address after the areas: 65536 + 33 × 131072. */
export const ARENA = 4390912;

// A trie: of the accounts in STATE_TRIE, of the storage of an account in its leaf.
/** u32: its root in memory. 0: the trie is empty, or its root is a branch without extension that is not in memory. */
export const TRIE_NODE = 0;
/** u32: TRIE_* bits. */
export const TRIE_FLAGS = 4;
/** 32 bytes: root hash, as of the last time that the trie was hashed. */
export const TRIE_HASH = 16;
export const TRIE_BYTES = 48;
/** There is something in the trie. */
export const TRIE_NONEMPTY = 1;
/** Something in the trie, or its root, has to be written. */
export const TRIE_UNWRITTEN = 2;

// Nodes, aligned to 16.
/** u8: kind. */
export const NODE_KIND = 0;
/** u8: NODE_* bits. */
export const NODE_FLAGS = 1;
/** A branch whose children changed since it was hashed; a leaf that changed since its parent was told. */
export const NODE_CHANGED = 1;
/** A branch whose record in the database is not what it should be. Its ancestors have the bit, too. */
export const NODE_UNWRITTEN = 2;

export const KIND_BRANCH = 1;
export const KIND_SLOT = 2;
export const KIND_ACCOUNT = 3;
/** A branch that is not in memory and has an extension in front of it. */
export const KIND_STUB = 4;

// A branch, with the extension in front of it. Masks have a bit for each child, children in order of their digits.
/** u8: nibbles of the extension; of a stub, too. */
export const BRANCH_EXTENSION = 2;
/** u8: children that there is room for: 2, 4, 8, 16. */
export const BRANCH_CAPACITY = 3;
/** u16 masks: children; those that are branches; references that are nodes themselves, of less than 32 bytes; references that are out of date. */
export const BRANCH_CHILDREN = 4;
export const BRANCH_BRANCHES = 6;
export const BRANCH_SHORT = 8;
export const BRANCH_STALE = 10;
/** u32: next branch in a list of those to hash. */
export const BRANCH_NEXT = 12;
/** u32: address of 32 bytes that hold the extension where it stands in the path; of a stub, too. 0 without extension. */
export const BRANCH_EXTENSION_KEY = 16;
/** References of 32 bytes, as many as there is room for; then the children's addresses (u32). 0: a branch that is not in memory and has no extension. */
export const BRANCH_REFERENCES = 32;
export const REFERENCE_BYTES = 32;

export const STUB_BYTES = 32;

/** Of every leaf: 32 bytes, its whole key. */
export const LEAF_KEY = 16;
/** Of a slot: 32 bytes, its value. */
export const SLOT_VALUE = 48;
export const SLOT_BYTES = 80;
/** Of an account: u64, 32 bytes, 32 bytes, TRIE words. */
export const ACCOUNT_NONCE = 8;
export const ACCOUNT_BALANCE = 48;
export const ACCOUNT_CODE_HASH = 80;
export const ACCOUNT_STORAGE = 112;
export const ACCOUNT_BYTES = 160;

// An account of the diff while a run lasts. A slot of the diff is its own item: it begins with its key, too.
/** 32 bytes: hash of the address. */
export const ITEM_KEY = 0;
/** u32: the record in the diff. */
export const ITEM_RECORD = 32;
/** u32: its leaf in the trie, of accounts with slots; one that is not in the trie yet when it comes into being. */
export const ITEM_LEAF = 36;
/** u32: 1 when the storage trie is split. */
export const ITEM_SPLIT = 40;
/** u32: next account of a task whose storage changed. */
export const ITEM_NEXT = 44;
export const ITEM_BYTES = 48;

// An entry of a sorted list: u64, the first 8 bytes of the key as a number, and u32, the item.
export const ENTRY_PREFIX = 0;
export const ENTRY_ITEM = 8;
export const ENTRY_BYTES = 16;

// A part of a trie that is split by the first nibble.
/** u32: what became of it, with the lowest bit set when it changed. */
export const PART_NODE = 0;
/** u32: its entries, of the account trie. */
export const PART_START = 4;
export const PART_END = 8;
export const PART_BYTES = 16;
export const PARTS = 16;
export const PART_CHANGED = 1;
/** Instead of PART_NODE: nothing was to be done. */
export const PART_UNTOUCHED = 2;

// A storage trie that is split.
/** u32: the item of the account. */
export const SPLIT_ITEM = 0;
/** u32: parts that are done (atomic add); who does the last one puts the trie together. */
export const SPLIT_DONE = 4;
/** PART words of its parts. */
export const SPLIT_PARTS = 16;
export const SPLIT_BYTES = 272;

// A record to delete.
export const DELETION_NEXT = 0;
/** u8: length of the key. */
export const DELETION_LENGTH = 4;
export const DELETION_KEY = 5;
export const DELETION_BYTES = 80;

// Keys of records: what it is (u8); of storage the 32-byte hash of the address; the path in bytes; its length (u8).
export const TABLE_ROOT = 0;
export const TABLE_ACCOUNTS = 1;
export const TABLE_STORAGE = 2;

// The record of a branch: four u16 masks (children, branches, short references, branches with an extension), the
// children in order. A child that is a branch: the extension (u8 nibbles, then bytes), the reference. A leaf: the
// bytes of the key from the one after, or with, the last nibble of the path; the value.
export const RECORD_HEAD_BYTES = 8;
// The value of a slot: u8 length, bytes without leading zeros. Of an account: u8 with the length of the nonce in the low
// four bits and HAS_ bits, u8 length of the balance, nonce and balance without leading zeros, 32 bytes code hash and
// root of the storage where it has them, then the root of the storage trie as in TABLE_ROOT.
export const HAS_CODE = 16;
export const HAS_STORAGE = 32;
// The record of the root: ROOT_*; a branch: the extension (u8 nibbles, then bytes); a leaf: its key, its value. The root of
// the account trie has 32 bytes root hash before that.
export const ROOT_BRANCH = 1;
export const ROOT_LEAF = 2;

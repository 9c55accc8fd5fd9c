/**
 * Builds the plan of a block: what each transaction may use, from what it declares, and which lower transactions it
 * waits for. One thread, before the transactions start; it reads no state.
 *
 * A transaction declares by its access list (EIP-2930) and by a list that the caller gives for it. Sender, callee, created
 * account and authorities count as declared. A list does not tell reads from writes, so a slot is taken for
 * written unless the caller says that it is only read, and a listed account for one whose code is called.
 */
import { takeFromBlock } from './arena';
import { ctx, enterContext } from './context';
import {
  ACCESS_BYTES,
  ACCESS_COUNT,
  ACCESS_GRANTS,
  ACCESS_READ_ONLY,
  AUTH_BYTES,
  AUTH_VALID,
  BLOCK_TASKS,
  BLOCK_TX_COUNT,
  BLOCK_TXS,
  CTX_ADDRESS,
  GIVEN_BYTES,
  GIVEN_COUNT,
  GRANT_BALANCE,
  GRANT_BITS,
  GRANT_CHANGE,
  GRANT_CREDIT,
  RULE_CLEARS_EMPTY,
  TASK_BEFORE_COUNT,
  TASK_BYTES,
  TASK_GRANT_COUNT,
  TASK_GRANTS,
  TX_ACCESS_COUNT,
  TX_ACCESS_LIST,
  TX_AUTHORIZATION_COUNT,
  TX_AUTHORIZATIONS,
  TX_BYTES,
  TX_FLAGS,
  TX_IS_CREATE,
  TX_NONCE,
  TX_SENDER,
  TX_TO,
  TX_VALUE,
} from './layout';
import { internAccount, internSlot } from './locations';
import { numberedAddress } from './opcodes/create';
import { beginQueues, queueExclusive, queueShared, takeLower } from './queues';
import { isZero256 } from './word';

/** Grants of the transaction at hand: where they start, and how many. */
let grants: usize = 0;
let grantCount: u32 = 0;

/** Plans the block. `lists` is 0 or a list per transaction (GIVEN_*); `scratch` a context that is not in use. */
export function planBlock(lists: usize, scratch: usize): void {
  const count = load<u32>(BLOCK_TX_COUNT);
  enterContext(scratch);
  let most: u32 = 0;
  for (let tx: u32 = 0; tx < count; tx++) most += mostGrants(tx, lists);
  beginQueues(most * 2, count);
  const tasks = takeFromBlock(count * TASK_BYTES);
  for (let tx: u32 = 0; tx < count; tx++) {
    grants = takeFromBlock(mostGrants(tx, lists) << 2);
    grantCount = 0;
    grantAll(tx, lists);
    sortGrants();
    mergeGrants();
    const task = tasks + tx * TASK_BYTES;
    store<u32>(task, <u32>grants, TASK_GRANTS);
    store<u32>(task, grantCount, TASK_GRANT_COUNT);
    queueAll(tx);
    store<u32>(task, takeLower(task), TASK_BEFORE_COUNT);
  }
  store<u32>(BLOCK_TASKS, <u32>tasks);
}

function recordOf(tx: u32): usize {
  return <usize>load<u32>(BLOCK_TXS) + tx * TX_BYTES;
}

/** An upper bound of the grants of a transaction. */
function mostGrants(tx: u32, lists: usize): u32 {
  const record = recordOf(tx);
  const own = sizeOfList(
    <usize>load<u32>(BLOCK_TXS) + load<u32>(record, TX_ACCESS_LIST),
    load<u32>(record, TX_ACCESS_COUNT),
  );
  const given =
    lists == 0
      ? 0
      : sizeOfList(load<u32>(lists + tx * GIVEN_BYTES), load<u32>(lists + tx * GIVEN_BYTES, GIVEN_COUNT));
  return 2 + load<u32>(record, TX_AUTHORIZATION_COUNT) + own + given;
}

function sizeOfList(at: usize, accounts: u32): u32 {
  let size = accounts;
  for (let left = accounts; left != 0; left--) {
    const keys = load<u32>(at, ACCESS_COUNT);
    size += keys;
    at += ACCESS_BYTES + (keys << 5);
  }
  return size;
}

/** Before Spurious Dragon a mere call brings an account into being, so there every use is exclusive. */
function widened(bits: u32): u32 {
  return load<u32>(RULE_CLEARS_EMPTY) != 0 ? bits : GRANT_CHANGE | GRANT_BALANCE;
}

function grant(entry: usize, bits: u32): void {
  store<u32>(grants + (grantCount << 2), <u32>entry | bits);
  grantCount++;
}

function accountAt(address: usize): usize {
  return internAccount(load<u64>(address), load<u64>(address, 8), load<u64>(address, 16));
}

function grantAll(tx: u32, lists: usize): void {
  const record = recordOf(tx);
  grant(accountAt(record + TX_SENDER), GRANT_CHANGE | GRANT_BALANCE);
  if ((load<u32>(record, TX_FLAGS) & TX_IS_CREATE) != 0) {
    numberedAddress(record + TX_SENDER, load<u64>(record, TX_NONCE));
    grant(accountAt(ctx + CTX_ADDRESS), GRANT_CHANGE | GRANT_BALANCE);
  } else {
    grant(accountAt(record + TX_TO), widened(isZero256(record + TX_VALUE) != 0 ? 0 : GRANT_CREDIT));
  }
  let tuple = <usize>load<u32>(BLOCK_TXS) + load<u32>(record, TX_AUTHORIZATIONS);
  for (let left = load<u32>(record, TX_AUTHORIZATION_COUNT); left != 0; left--, tuple += AUTH_BYTES) {
    if (load<u32>(tuple, AUTH_VALID) != 0) grant(accountAt(tuple), GRANT_CHANGE | GRANT_BALANCE);
  }
  grantList(
    <usize>load<u32>(BLOCK_TXS) + load<u32>(record, TX_ACCESS_LIST),
    load<u32>(record, TX_ACCESS_COUNT),
    false,
  );
  if (lists == 0) return;
  const list = lists + tx * GIVEN_BYTES;
  grantList(load<u32>(list), load<u32>(list, GIVEN_COUNT), true);
}

/** Grants what a list names; one that the caller gives may say more than EIP-2930 can. */
function grantList(at: usize, accounts: u32, isDetailed: bool): void {
  for (let left = accounts; left != 0; left--) {
    const account = accountAt(at);
    const keys = load<u32>(at, ACCESS_COUNT);
    const written = isDetailed ? keys - <u32>load<u16>(at, ACCESS_READ_ONLY) : keys;
    grant(account, widened(isDetailed ? <u32>load<u16>(at, ACCESS_GRANTS) : 0));
    at += ACCESS_BYTES;
    for (let key: u32 = 0; key < keys; key++, at += 32)
      grant(internSlot(account, at), key < written ? GRANT_CHANGE : 0);
  }
}

/** Shell sort: lists are short, and a long one costs little more than interning its entries. */
function sortGrants(): void {
  for (let gap = grantCount >> 1; gap != 0; gap >>= 1) {
    for (let i = gap; i < grantCount; i++) {
      const moved = load<u32>(grants + (i << 2));
      let place = i;
      for (; place >= gap; place -= gap) {
        const before = load<u32>(grants + ((place - gap) << 2));
        if (before <= moved) break;
        store<u32>(grants + (place << 2), before);
      }
      store<u32>(grants + (place << 2), moved);
    }
  }
}

/** Joins what is granted of the same entry. */
function mergeGrants(): void {
  let last = grants;
  for (let i: u32 = 1; i < grantCount; i++) {
    const next = load<u32>(grants + (i << 2));
    const before = load<u32>(last);
    if ((next & ~GRANT_BITS) == (before & ~GRANT_BITS)) store<u32>(last, before | next);
    else {
      last += 4;
      store<u32>(last, next);
    }
  }
  grantCount = (<u32>(last - grants) >> 2) + 1;
}

/** Queues the transaction at all its locations: an account is two, its balance and the rest. */
function queueAll(tx: u32): void {
  for (let i: u32 = 0; i < grantCount; i++) {
    const grant = load<u32>(grants + (i << 2));
    const entry = grant & ~GRANT_BITS;
    if ((grant & GRANT_CHANGE) != 0) queueExclusive(entry, tx);
    else queueShared(entry, tx);
    if ((grant & GRANT_BALANCE) != 0) queueExclusive(entry | 1, tx);
    else if ((grant & GRANT_CREDIT) != 0) queueShared(entry | 1, tx);
  }
}

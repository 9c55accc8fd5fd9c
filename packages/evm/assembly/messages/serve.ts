/**
 * What a worker does with the messages it receives. Nothing here waits: whatever is asked is answered at
 * once, from the units; so every worker that looks at its rings moves all the others on.
 */
import { takeFromBlock } from '../arena';
import { ZERO_WORD } from '../base';
import {
  CELL_ASKING,
  CELL_CONTEXT,
  CELL_PARKED,
  CELL_RESUMABLE,
  CELL_TICKET,
  COUNT_DENIALS,
  FIELDS_BYTES,
  LOCAL_ANSWER,
  LOCAL_OWNER,
  LOCAL_SLOT_ANSWER,
  MESSAGE_AFTER,
  MESSAGE_ANSWER,
  MESSAGE_BYTES,
  MESSAGE_CHECK,
  MESSAGE_CLAIM,
  MESSAGE_DENIAL,
  MESSAGE_ENTRY,
  MESSAGE_FEES,
  MESSAGE_FIELDS,
  MESSAGE_GAS,
  MESSAGE_HEAD,
  MESSAGE_IS_SLOT,
  MESSAGE_KIND,
  MESSAGE_READ,
  MESSAGE_REWARD,
  MESSAGE_TX,
  MESSAGE_VALUE,
  MESSAGE_VERDICT,
  MESSAGE_WRITE,
  SLOT_ACCOUNT,
  UNIT_IS_CHANGED,
  UNIT_IS_CLAIMED,
  UNIT_OWNER,
} from '../layout';
import { copy256 } from '../word';
import { hearVerdict } from './check';
import { holds } from './foreign';
import { count, post, write } from './outbox';
import { accountBefore } from './overwritten';
import { final, setFinal, setReward } from './progress';
import { cellOf, committed, setState, stateOf } from './queue';
import { receiveReward } from './reward';
import { me, receive, release, workers } from './ring';
import { beginMarks, markWhole, takeBackFrom } from './takeBack';
import { setTotals } from './totals';
import { accountUnit, clearUnitFlag, confirm, findUnit, register, slotUnit } from './units';
import { ownValueBefore } from './view';
import { applyWrite } from './writes';

/** Scratch for fields as they were, FIELDS_BYTES. */
let scratch: usize = 0;

export function openServe(): void {
  scratch = takeFromBlock(FIELDS_BYTES);
}

/** Deals with all messages that may be looked at; true when there were any. */
export function serve(): bool {
  let any = false;
  let again = workers > 1;
  while (again) {
    again = false;
    for (let from: u32 = 0; from < workers; from++) {
      if (from != me && serveRing(from)) again = true;
    }
    any = any || again;
  }
  return any;
}

function serveRing(from: u32): bool {
  let any = false;
  while (true) {
    const message = receive(from);
    // What comes after something not final here yet waits in its ring for the rings that bring the rest.
    if (message == 0 || load<u32>(message, MESSAGE_AFTER) > final) return any;
    dealWith(message, from);
    release(from);
    any = true;
  }
}

function dealWith(message: usize, from: u32): void {
  switch (load<u32>(message, MESSAGE_KIND) & 0xff) {
    case MESSAGE_READ: {
      answer(message, from);
      break;
    }
    case MESSAGE_ANSWER: {
      hearAnswer(message);
      break;
    }
    case MESSAGE_CLAIM: {
      hearClaim(message, from);
      break;
    }
    case MESSAGE_DENIAL: {
      hearDenial(message);
      break;
    }
    case MESSAGE_CHECK: {
      check(message, from);
      break;
    }
    case MESSAGE_VERDICT: {
      hearVerdict(message);
      break;
    }
    case MESSAGE_WRITE: {
      applyWrite(message);
      break;
    }
    case MESSAGE_REWARD: {
      receiveReward(message + MESSAGE_FIELDS, load<u32>(message, MESSAGE_TX), committed);
      break;
    }
    case MESSAGE_HEAD: {
      setFinal(load<u32>(message, MESSAGE_TX));
      setTotals(message + MESSAGE_GAS);
      setReward(message + MESSAGE_FEES);
      break;
    }
    default:
      unreachable();
  }
}

/** The unit that a message speaks of, of an account or, by its flag, of a slot; owned by this worker. */
function unitIn(message: usize): usize {
  const entry = <usize>load<u32>(message, MESSAGE_ENTRY);
  const found = findUnit(entry);
  const unit =
    found != 0 ? found : isSlotIn(message) ? slotUnit(entry, accountOf(entry)) : accountUnit(entry);
  confirm(unit);
  return unit;
}

function isSlotIn(message: usize): bool {
  return (load<u32>(message, MESSAGE_KIND) & MESSAGE_IS_SLOT) != 0;
}

function accountOf(slot: usize): usize {
  const account = accountUnit(load<u32>(slot, SLOT_ACCOUNT));
  if (account == 0) unreachable(); // who speaks of a slot has seen its account
  return account;
}

/** Answers with what the unit holds before the asking transaction. */
function answer(message: usize, from: u32): void {
  const tx = load<u32>(message, MESSAGE_TX);
  const entry = <usize>load<u32>(message, MESSAGE_ENTRY);
  const ticket = load<u32>(message, MESSAGE_KIND) & 0xffff0000;
  const unit = unitIn(message);
  const reply = write(MESSAGE_ANSWER | ticket, tx, 0, entry);
  if (isSlotIn(message)) {
    const value = ownValueBefore(unit, accountOf(entry), tx);
    // Not in memory: the asker knows of a drop that is still on its way here.
    copy256(reply + MESSAGE_VALUE, value != 0 ? value : ZERO_WORD);
  } else {
    memory.copy(reply + MESSAGE_FIELDS, accountBefore(unit, tx, scratch), FIELDS_BYTES);
  }
  post(from);
}

/** Puts an answer where the asking transaction finds it, which can go on; one to a run that was given up is dropped. */
function hearAnswer(message: usize): void {
  const tx = load<u32>(message, MESSAGE_TX);
  const cell = cellOf(tx);
  const ticket = load<u32>(message, MESSAGE_KIND) >> 16;
  if (stateOf(tx) != CELL_PARKED || load<u32>(cell, CELL_TICKET) != ticket) return;
  const kept = takeFromBlock(MESSAGE_BYTES);
  memory.copy(kept, message, MESSAGE_BYTES);
  const local = <usize>load<u32>(cell, CELL_ASKING);
  store<u32>(local + (load<u32>(local, LOCAL_OWNER) != 0 ? LOCAL_SLOT_ANSWER : LOCAL_ANSWER), <u32>kept);
  if (load<u32>(cell, CELL_CONTEXT) == 0) unreachable(); // a parked transaction has one
  setState(tx, CELL_RESUMABLE);
}

/** Enters a claim, or says who came first. */
function hearClaim(message: usize, from: u32): void {
  const entry = <usize>load<u32>(message, MESSAGE_ENTRY);
  const owner = load<u32>(register(entry, isSlotIn(message), from), UNIT_OWNER);
  if (owner == from) return;
  store<u32>(write(MESSAGE_DENIAL, 0, 0, entry), owner, MESSAGE_FIELDS);
  post(from);
}

/** The unit is another worker's: all that was done with it is taken back. */
function hearDenial(message: usize): void {
  const unit = findUnit(load<u32>(message, MESSAGE_ENTRY));
  count(COUNT_DENIALS);
  beginMarks();
  markWhole(unit);
  takeBackFrom(committed);
  clearUnitFlag(unit, UNIT_IS_CLAIMED | UNIT_IS_CHANGED);
  store<u32>(unit, load<u32>(message, MESSAGE_FIELDS), UNIT_OWNER);
}

/** Says whether what the head has read here still holds. */
function check(message: usize, from: u32): void {
  const tx = load<u32>(message, MESSAGE_TX);
  const kind = load<u32>(message, MESSAGE_FIELDS);
  const isRight = holds(unitIn(message), kind, message + MESSAGE_VALUE, tx, scratch);
  const ticket = load<u32>(message, MESSAGE_KIND) & 0xffff0000;
  store<u32>(write(MESSAGE_VERDICT | ticket, tx, 0, 0), isRight ? 1 : 0, MESSAGE_FIELDS);
  post(from);
}

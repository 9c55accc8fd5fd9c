/**
 * What this worker knows of accounts and slots: one unit each, in a table of its own that no other worker
 * reads. A unit that it owns holds the state, with all its own transactions applied; one that another
 * owns holds only what everybody is told: the account's code and how often its storage was dropped.
 *
 * A unit is made at first touch, from the state before the transactions, which is input like the
 * transactions themselves. Who owns it is said by the map of the placement, or by a hash; or, where
 * things are claimed, by who comes first: the worker takes it for its own, tells the registrar that the
 * hash names, and commits nothing that touched it before the registrar has dealt with the claim.
 */
import { takeFromBlock } from '../arena';
import { accountFields, generationOf } from '../base';
import {
  FIELDS_BYTES,
  GENERATION_OF_INPUT,
  MESSAGE_CLAIM,
  MESSAGE_IS_SLOT,
  PLACE_IS_SPLIT,
  SLOT_ACCOUNT,
  SLOT_KEY,
  UNIT_ACCOUNT_BYTES,
  UNIT_CLAIM,
  UNIT_ENTRY,
  UNIT_FLAGS,
  UNIT_GENERATION,
  UNIT_IS_CLAIMED,
  UNIT_IS_SLOT,
  UNIT_IS_SPLIT,
  UNIT_LINK,
  UNIT_NEXT,
  UNIT_OWNER,
  UNIT_REGISTRAR,
  UNIT_SLOT_BYTES,
  UNIT_VALUE,
} from '../layout';
import { post, postedTo, write } from './outbox';
import { areClaimed, hashedOwner, hashedSlotOwner, placeOf } from './placement';
import { me } from './ring';

let table: usize = 0;
/** The table has 2^(32 - shift) chains. */
let shift: u32 = 0;
let left: u32 = 0;
/** Newest of all units, linked by UNIT_LINK. */
export let units: usize = 0;

/** Starts with an empty table for about so many units. */
export function openUnits(expected: u32): void {
  let bits: u32 = 10;
  while (bits < 20 && (<u32>1) << bits < expected) bits++;
  makeTable(bits);
  units = 0;
}

function makeTable(bits: u32): void {
  const bytes: usize = (<usize>4) << bits;
  table = takeFromBlock(bytes);
  memory.fill(table, 0, bytes);
  shift = 32 - bits;
  left = 1 << bits;
}

function chainOf(entry: usize): usize {
  return table + <usize>((((<u32>entry >> 6) * 0x9e3779b1) >> shift) << 2);
}

/** Makes the table four times as large. */
function growTable(): void {
  makeTable(32 - shift + 2);
  for (let unit = units; unit != 0; unit = load<u32>(unit, UNIT_LINK)) putInChain(unit);
}

function putInChain(unit: usize): void {
  const chain = chainOf(load<u32>(unit, UNIT_ENTRY));
  store<u32>(unit, load<u32>(chain), UNIT_NEXT);
  store<u32>(chain, <u32>unit);
  left--;
}

/** The unit of an account or slot entry, or 0. */
export function findUnit(entry: usize): usize {
  let unit = <usize>load<u32>(chainOf(entry));
  while (unit != 0 && load<u32>(unit, UNIT_ENTRY) != <u32>entry) unit = load<u32>(unit, UNIT_NEXT);
  return unit;
}

function makeUnit(entry: usize, bytes: usize): usize {
  const unit = takeFromBlock(bytes);
  memory.fill(unit, 0, UNIT_VALUE);
  store<u32>(unit, <u32>entry, UNIT_ENTRY);
  store<u32>(unit, <u32>units, UNIT_LINK);
  units = unit;
  if (left == 0) growTable();
  else putInChain(unit);
  return unit;
}

/** The unit of an account, made when absent; 0 while its base state is not in memory. */
export function accountUnit(entry: usize): usize {
  const found = findUnit(entry);
  if (found != 0) return found;
  const unit = makeAccount(entry);
  if (unit == 0) return 0;
  const place = placeOf(entry);
  if (place != 0) {
    store<u32>(unit, place & 0xff, UNIT_OWNER);
    if ((place & PLACE_IS_SPLIT) != 0) setUnitFlag(unit, UNIT_IS_SPLIT);
  } else if (areClaimed()) {
    setUnitFlag(unit, UNIT_IS_SPLIT);
    claim(unit, hashedOwner(entry));
  } else {
    store<u32>(unit, hashedOwner(entry), UNIT_OWNER);
  }
  return unit;
}

function makeAccount(entry: usize): usize {
  const fields = accountFields(entry);
  if (fields == 0) return 0;
  const unit = makeUnit(entry, UNIT_ACCOUNT_BYTES);
  store<u32>(unit, generationOf(entry), UNIT_GENERATION);
  memory.copy(unit + UNIT_VALUE, fields, FIELDS_BYTES);
  return unit;
}

/** The unit of a slot, made when absent. `account` is that of its account. */
export function slotUnit(entry: usize, account: usize): usize {
  const found = findUnit(entry);
  if (found != 0) return found;
  const unit = makeSlot(entry);
  if (hasUnitFlag(account, UNIT_IS_SPLIT))
    claim(unit, hashedSlotOwner(load<u32>(entry, SLOT_ACCOUNT), entry + SLOT_KEY));
  else store<u32>(unit, load<u32>(account, UNIT_OWNER), UNIT_OWNER);
  return unit;
}

function makeSlot(entry: usize): usize {
  const unit = makeUnit(entry, UNIT_SLOT_BYTES);
  store<u32>(unit, UNIT_IS_SLOT, UNIT_FLAGS);
  store<u32>(unit, GENERATION_OF_INPUT, UNIT_GENERATION);
  return unit;
}

/** Takes a unit for this worker's own until the registrar says otherwise. */
function claim(unit: usize, registrar: u32): void {
  store<u32>(unit, me, UNIT_OWNER);
  if (registrar == me) return;
  const entry = <usize>load<u32>(unit, UNIT_ENTRY);
  write(MESSAGE_CLAIM | slotBit(unit), 0, 0, entry);
  post(registrar);
  setUnitFlag(unit, UNIT_IS_CLAIMED);
  store<u32>(unit, registrar, UNIT_REGISTRAR);
  store<u32>(unit, postedTo(registrar), UNIT_CLAIM);
}

/** The registrar's side: enters the claim of `from`; returns the unit, whose owner may be another. */
export function register(entry: usize, isSlot: bool, from: u32): usize {
  const found = findUnit(entry);
  if (found != 0) return found;
  const unit = isSlot ? makeSlot(entry) : makeAccount(entry);
  if (unit == 0) unreachable(); // the claimant has seen the base state
  store<u32>(unit, from, UNIT_OWNER);
  if (!isSlot) setUnitFlag(unit, UNIT_IS_SPLIT); // only what the map does not name is claimed
  return unit;
}

/** The unit of an account that another worker owns for certain, made when absent. Its base state is in memory. */
export function foreignAccount(entry: usize, owner: u32): usize {
  const found = findUnit(entry);
  if (found != 0) return found;
  const unit = makeAccount(entry);
  const place = placeOf(entry);
  store<u32>(unit, owner, UNIT_OWNER);
  if (place != 0 ? (place & PLACE_IS_SPLIT) != 0 : areClaimed()) setUnitFlag(unit, UNIT_IS_SPLIT);
  return unit;
}

/** Somebody else takes this worker for the owner, so the registrar has entered the claim. */
export function confirm(unit: usize): void {
  if (!isOwn(unit)) unreachable(); // owners are said by the map, by the hash or by a registrar, the same to all
  clearUnitFlag(unit, UNIT_IS_CLAIMED);
}

/** MESSAGE_IS_SLOT for the unit of a slot. */
export function slotBit(unit: usize): u32 {
  return hasUnitFlag(unit, UNIT_IS_SLOT) ? MESSAGE_IS_SLOT : 0;
}

export function hasUnitFlag(unit: usize, flag: u32): bool {
  return (load<u32>(unit, UNIT_FLAGS) & flag) != 0;
}

export function setUnitFlag(unit: usize, flag: u32): void {
  store<u32>(unit, load<u32>(unit, UNIT_FLAGS) | flag, UNIT_FLAGS);
}

export function clearUnitFlag(unit: usize, flag: u32): void {
  store<u32>(unit, load<u32>(unit, UNIT_FLAGS) & ~flag, UNIT_FLAGS);
}

/** True for a unit of this worker. */
export function isOwn(unit: usize): bool {
  return load<u32>(unit, UNIT_OWNER) == me;
}

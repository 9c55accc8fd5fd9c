/**
 * Before a transaction with foreign reads is final, their owners are asked whether the values still hold.
 * All questions go out at once; one verdict against it makes the transaction run again, as the head.
 */
import {
  CELL_FOREIGN,
  CELL_TICKET,
  FOREIGN_UNIT,
  MESSAGE_CHECK,
  MESSAGE_FIELDS,
  MESSAGE_KIND,
  MESSAGE_TX,
  MESSAGE_VALUE,
  READ_KIND,
  READ_VALUE,
  UNIT_ENTRY,
  UNIT_OWNER,
} from '../layout';
import { copy256 } from '../word';
import { post, write } from './outbox';
import { final } from './progress';
import { cellOf, NOTHING } from './queue';
import { slotBit } from './units';

/** The transaction that is being checked, or NOTHING. */
let checking: u32 = NOTHING;
let outstanding: u32 = 0;
let isWrong: bool = false;

export const VERDICT_PENDING: u32 = 0;
export const VERDICT_RIGHT: u32 = 1;
export const VERDICT_WRONG: u32 = 2;

export function openCheck(): void {
  checking = NOTHING;
}

/** How the head's foreign reads stand; asks at the first call. */
export function verdictOn(tx: u32): u32 {
  if (checking != tx) ask(tx);
  if (outstanding != 0) return VERDICT_PENDING;
  checking = NOTHING;
  return isWrong ? VERDICT_WRONG : VERDICT_RIGHT;
}

function ask(tx: u32): void {
  checking = tx;
  outstanding = 0;
  isWrong = false;
  const cell = cellOf(tx);
  const ticket = (load<u32>(cell, CELL_TICKET) + 1) & 0xffff;
  store<u32>(cell, ticket, CELL_TICKET);
  for (let read = <usize>load<u32>(cell, CELL_FOREIGN); read != 0; read = load<u32>(read)) {
    const unit = <usize>load<u32>(read, FOREIGN_UNIT);
    const message = write(
      MESSAGE_CHECK | slotBit(unit) | (ticket << 16),
      tx,
      final,
      load<u32>(unit, UNIT_ENTRY),
    );
    store<u32>(message, load<u32>(read, READ_KIND), MESSAGE_FIELDS);
    copy256(message + MESSAGE_VALUE, read + READ_VALUE);
    post(load<u32>(unit, UNIT_OWNER));
    outstanding++;
  }
}

/** Gives the questions up: the transaction was taken back meanwhile. */
export function dropCheck(): void {
  checking = NOTHING;
}

export function hearVerdict(message: usize): void {
  const tx = load<u32>(message, MESSAGE_TX);
  const ticket = load<u32>(message, MESSAGE_KIND) >> 16;
  if (checking != tx || load<u32>(cellOf(tx), CELL_TICKET) != ticket) return;
  outstanding--;
  if (load<u32>(message, MESSAGE_FIELDS) == 0) isWrong = true;
}

import { HeddleError } from '../errors.ts';
import type { Address, Hash } from '../types.ts';

/** A field of a JSON object that is missing or not hexadecimal of the right size. Code FIELD_MALFORMED. */
export class FieldMalformedError extends HeddleError {
  /** @param facts.field path of the field, as `transactions[3].gas` */
  constructor(facts: { field: string; value: unknown; expected: string }) {
    const value = facts.value === undefined ? 'missing' : `${JSON.stringify(facts.value)?.slice(0, 80)}`;
    super('FIELD_MALFORMED', `Field ${facts.field} is ${value}, expected ${facts.expected}.`, facts);
  }
}

/** A network name that stands for no chain. Code NETWORK_UNKNOWN. */
export class NetworkUnknownError extends HeddleError {
  constructor(facts: { name: string; known: readonly string[] }) {
    super('NETWORK_UNKNOWN', `Unknown network ${facts.name}; known: ${facts.known.join(', ')}.`, facts);
  }
}

/** A read of something that a strict state does not list. Code STATE_MISSING. */
export class MissingStateError extends HeddleError {
  constructor(facts: { address?: Address; slot?: Hash; codeHash?: Hash }) {
    const what = facts.codeHash
      ? `the code with hash ${facts.codeHash}`
      : `slot ${facts.slot} of account ${facts.address}`;
    super('STATE_MISSING', `The state given does not list ${what}.`, facts);
  }
}

/** Bytes that are no state diff, or a damaged one. Code STATE_DIFF_MALFORMED. */
export class StateDiffMalformedError extends HeddleError {
  /** @param facts.offset in bytes from the start */
  constructor(facts: { reason: string; offset: number }) {
    super('STATE_DIFF_MALFORMED', `Malformed state diff at byte ${facts.offset}: ${facts.reason}.`, facts);
  }
}

/** A diff that drops storage without naming the slots, where all are needed. Code STATE_DIFF_INCOMPLETE. */
export class StateDiffIncompleteError extends HeddleError {
  constructor(facts: { address: Address }) {
    const sentence = `The diff drops the storage of account ${facts.address} without naming its slots; complete it first.`;
    super('STATE_DIFF_INCOMPLETE', sentence, facts);
  }
}

/** Bytes that are no account as stores keep it. Code ACCOUNT_RECORD_MALFORMED. */
export class AccountRecordMalformedError extends HeddleError {
  constructor(facts: { bytes: number; flags: number }) {
    const sentence = `${facts.bytes} bytes with flags ${facts.flags} are no account; see encodeAccount.`;
    super('ACCOUNT_RECORD_MALFORMED', sentence, facts);
  }
}

import { HeddleError } from '../errors.ts';

/** Bytes that are not canonical RLP of what was expected. Code RLP_MALFORMED. */
export class RlpError extends HeddleError {
  /** @param facts.field what was being read, where that is known; @param facts.offset in bytes from the start */
  constructor(facts: { reason: string; field?: string; offset?: number }) {
    const where = facts.field ?? (facts.offset === undefined ? 'input' : `byte ${facts.offset}`);
    super('RLP_MALFORMED', `Malformed RLP at ${where}: ${facts.reason}.`, facts);
  }
}

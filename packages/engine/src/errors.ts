/** Base of every error that a caller can cause: a stable code, the facts, and a sentence for people. */
export class HeddleError extends Error {
  /** Stable, for programs: `NONCE_TOO_LOW`. */
  readonly code: string;
  /** The facts of the sentence, for programs. */
  readonly facts: Readonly<Record<string, unknown>>;

  constructor(code: string, message: string, facts: Record<string, unknown> = {}, options?: ErrorOptions) {
    super(message, options);
    this.name = new.target.name;
    this.code = code;
    this.facts = facts;
  }
}

/** A rule of ours was broken: a bug of Heddle, never of the caller. */
export class InvariantError extends Error {
  override readonly name = 'InvariantError';
}

/** What a development chain refuses. */
import { type Address, HeddleError } from '@heddle/engine';

const sentences = {
  MNEMONIC_INVALID: (_: object) =>
    'The mnemonic is not one of BIP-39. Check the words, their number and their order.',
  ACCOUNT_UNKNOWN: (f: { address: Address }) =>
    `The node holds no key of ${f.address}. Sign elsewhere, or impersonate the account (anvil_impersonateAccount).`,
  TIMESTAMP_NOT_AFTER_HEAD: (f: { timestamp: bigint; head: bigint }) =>
    `Timestamp error: ${f.timestamp} is lower than or equal to previous block's timestamp ${f.head}. Choose a later one.`,
  DUMP_MALFORMED: (f: { reason: string }) => `The dumped state cannot be read: ${f.reason}.`,
  VALUE_INVALID: (f: { what: string; reason: string }) => `${f.what}: ${f.reason}.`,
} as const;

export type DevelopmentErrorCode = keyof typeof sentences;

export class DevelopmentError<Code extends DevelopmentErrorCode = DevelopmentErrorCode> extends HeddleError {
  declare readonly code: Code;

  constructor(code: Code, facts: Parameters<(typeof sentences)[Code]>[0]) {
    const sentence = sentences[code] as (facts: Parameters<(typeof sentences)[Code]>[0]) => string;
    super(code, sentence(facts), { ...facts });
  }
}

/** Something that is not as it should be. */
export interface Finding {
  /** `block 17`, `account 0x…`, `state`. */
  where: string;
  what: string;
}

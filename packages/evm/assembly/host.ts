/** The only import from JavaScript: everything else leaves the core by returning a LEAVE_* code. */
// @ts-expect-error decorators mark imports for asc
@external('host', 'clock')
/** Milliseconds since a start common to all workers; for the report only. */
export declare function clock(): f64;

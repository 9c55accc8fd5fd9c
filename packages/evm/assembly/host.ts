/** The only import from JavaScript: everything else leaves the core by returning a LEAVE_* code. */

/** Milliseconds on a clock common to all workers; for the report only. */
export declare function clock(): f64;

/** The imports from JavaScript. */

/** Reads the record of a key into `to`: its length, -1 when there is none, -2 when it is longer than `room`. */
export declare function readRecord(key: usize, keyLength: u32, to: usize, room: u32): i32;

/** Takes `length` bytes of records to write, which are overwritten afterwards. */
export declare function writeRecords(from: usize, length: u32): void;

/** Whether the module is built with trace points: a constant of the compiler (`use` in `asconfig*.json`). */
declare const TRACING: bool;

/** The ways to execute a block in parallel that must all end as serial execution does. */
export const parallelRuns = [
  { mechanism: 'optimistic' },
  { mechanism: 'locks' },
  { mechanism: 'access-list' },
  { mechanism: 'message-passing' },
  { mechanism: 'message-passing', placement: 'hash' },
] as const;

/** geth's sentences in the words that Parity and its heirs have for them. */
const whole = new Map<string, string>([
  ['contract creation code storage out of gas', 'Out of gas'],
  ['out of gas', 'Out of gas'],
  ['gas uint64 overflow', 'Out of gas'],
  ['max code size exceeded', 'Out of gas'],
  ['invalid jump destination', 'Bad jump destination'],
  ['execution reverted', 'Reverted'],
  ['return data out of bounds', 'Out of bounds'],
  ['precompile failed', 'Built-in failed'],
]);

const starts: [start: string, text: string][] = [
  ['invalid opcode:', 'Bad instruction'],
  ['stack underflow', 'Stack underflow'],
  ['stack limit reached', 'Out of stack'],
];

/** The sentence in Parity's words; those that have none stay as they are. */
export function parityError(error: string): string {
  return whole.get(error) ?? starts.find(([start]) => error.startsWith(start))?.[1] ?? error;
}

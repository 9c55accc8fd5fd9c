import { type CommandPage, commandName } from './command.ts';

/** Two columns: names padded to the widest, explanations after. */
function columns(rows: readonly (readonly [string, string])[]): string {
  const width = Math.max(...rows.map(([name]) => name.length));
  return rows.map(([name, about]) => `  ${name.padEnd(width)}  ${about}\n`).join('');
}

/** The text of `heddle COMMAND --help`. */
export function helpOf(page: CommandPage): string {
  const flags = Object.entries(page.flags).map(
    ([name, flag]) => [`--${name}${flag.placeholder ? ` ${flag.placeholder}` : ''}`, flag.about] as const,
  );
  const examples = page.examples.map((example) => `  ${example}\n`).join('');
  return (
    `Usage: ${commandName(page)} ${page.operands}\n\n${page.about}\n\n` +
    `Options:\n${columns([...flags, ['--help', 'This page.']])}` +
    `\nExamples:\n${examples}`
  );
}

/** The text of `heddle --help`. */
export function overview(commands: readonly (readonly [name: string, summary: string])[]): string {
  return (
    'Usage: heddle [COMMAND] [options]\n\n' +
    'Executes the transactions of an Ethereum block on all cores at once, with the result of running them\n' +
    'one by one. Without a command: a sample block, serially and in parallel.\n\n' +
    `Commands:\n${columns(commands)}\n` +
    'Options:\n' +
    columns([
      ['--help', 'This page; after a command, its page.'],
      ['--version', 'The version of Heddle.'],
    ]) +
    '\nExit code: 0 all is well, 1 a failure, 2 a wrong command line, 130 interrupted.\n' +
    'NO_COLOR=1 turns colours off; HEDDLE_DEBUG=1 shows stack traces of bugs.\n'
  );
}

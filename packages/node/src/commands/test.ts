import { mechanisms } from '../engine.ts';
import { exitCodes, UsageError } from '../errors.ts';
import type { FixtureReport, StoreKind } from '../fixtures/index.ts';
import { fixtureText } from '../output/fixtureText.ts';
import { startProgress } from '../output/progress.ts';
import type { Terminal } from '../terminal.ts';
import { type Command, type CommandPage, oneOf, parseFlags, workerCount } from './command.ts';

const stores = ['memory', 'disk'] as const satisfies readonly StoreKind[];

const page = {
  name: 'test',
  operands: 'PATH… [options]',
  about:
    'Runs official test fixtures, from a folder, a .json or a .tar.gz: state and blockchain tests, and those of\n' +
    'tries, transactions, RLP and difficulty.\n' +
    'Names every failure; the last line is N passed, N failed, N skipped. Exit code 0 only without failures.',
  flags: {
    mechanism: { placeholder: 'NAME', about: `${mechanisms.join(' or ')}; serial is the default.` },
    workers: { placeholder: 'N', about: 'Worker threads; by default one for each core.' },
    'block-lists': {
      about: 'Gives access-list lists of whole blocks (EIP-7928), not of transactions (EIP-2930).',
    },
    store: {
      placeholder: 'KIND',
      about: 'Where the chains of blockchain tests are: memory (the default) or disk.',
    },
    fork: { placeholder: 'NAME', about: 'Only cases of this fork, as fixtures name it: Cancun, EIP158, …' },
    filter: { placeholder: 'TEXT', about: 'Only cases whose file or name contains the text.' },
    json: { about: 'The result as JSON on stdout.' },
  },
  examples: [
    'heddle test ../shared/fixtures/eest-state.tar.gz',
    'heddle test fixtures --fork Prague --filter eip7702',
  ],
} as const satisfies CommandPage;

function settingsOf(values: ReturnType<typeof parseFlags<typeof page>>['values']) {
  return {
    mechanism: oneOf('mechanism', values.mechanism, mechanisms) ?? 'serial',
    workers: workerCount(values.workers),
    store: oneOf('store', values.store, stores) ?? 'memory',
    fork: values.fork,
    blockLists: values['block-lists'] === true,
    filter: values.filter,
  };
}

/** Before anything is read: a run over a large archive should not end in "no test with that fork". */
async function checkFork(fork: string | undefined): Promise<void> {
  const { testNetworkNames } = await import('@heddle/engine');
  const names = testNetworkNames().filter((name) => !name.startsWith('<'));
  const isTransition = fork !== undefined && /to.+at/i.test(fork);
  if (!isTransition)
    oneOf(
      'fork',
      fork?.toLowerCase(),
      names.map((name) => name.toLowerCase()),
    );
}

async function runTest(args: string[], terminal: Terminal): Promise<number> {
  const { values, operands } = parseFlags(page, args);
  const settings = settingsOf(values);
  if (operands.length === 0) {
    throw new UsageError('Which fixtures? Name at least one file or folder. See heddle test --help.');
  }
  await checkFork(settings.fork);
  const { runFixtures } = await import('../fixtures/index.ts');
  const progress = startProgress(terminal);
  let report: FixtureReport;
  try {
    report = await runFixtures(operands, {
      ...settings,
      signal: terminal.signal,
      onProgress: ({ fraction, passed, failed, skipped, file }) =>
        progress.update(fraction, `${passed} passed, ${failed} failed, ${skipped} skipped: ${file}`),
    });
  } finally {
    progress.stop();
  }
  terminal.signal.throwIfAborted();
  terminal.out(values.json ? `${JSON.stringify(report, null, 2)}\n` : fixtureText(report, terminal.colors));
  return report.failed === 0 ? exitCodes.success : exitCodes.failure;
}

export const test: Command = { page, run: runTest };

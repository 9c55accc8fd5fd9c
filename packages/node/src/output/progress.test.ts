import { expect, test } from 'vitest';
import { fakeTerminal } from '../testing/terminal.ts';
import { startProgress } from './progress.ts';

const clear = '\r\x1b[2K';

test('one line, redrawn ten times a second at most, gone at the end', () => {
  const { terminal, written } = fakeTerminal({ isWatched: true });
  let time = 0;
  const progress = startProgress(terminal, () => time);
  progress.update(0.25, 'a.json');
  time = 99;
  progress.update(0.5, 'b.json');
  time = 100;
  progress.update(1, 'c.json');
  progress.stop();
  expect(written.err).toBe(
    `${clear}${'█'.repeat(6)}${'░'.repeat(18)} a.json${clear}${'█'.repeat(24)} c.json${clear}`,
  );
});

test('never wider than the terminal, silent where nobody watches', () => {
  const watched = fakeTerminal({ isWatched: true, columns: 20 });
  startProgress(watched.terminal).update(0.5, 'x'.repeat(50));
  expect(watched.written.err.length).toBe(clear.length + 19);
  const { terminal, written } = fakeTerminal();
  const progress = startProgress(terminal);
  progress.update(0.5, 'x');
  progress.stop();
  expect(written.err).toBe('');
});

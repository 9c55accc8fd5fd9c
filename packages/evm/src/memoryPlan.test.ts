import { expect, test } from 'vitest';
import { defaultSizes, planMemory } from './memoryPlan.ts';

/** Pages of 64 KiB that 32 bits can address. */
const MOST_PAGES = 65536;

test.each([1, 2, 8, 25, 32])(
  'the regions of %d workers fit into one memory, each with a context and more',
  (workers) => {
    const { pages, contextCount } = planMemory({ ...defaultSizes, workers });
    expect(pages).toBeLessThanOrEqual(MOST_PAGES);
    expect(contextCount).toBeGreaterThanOrEqual(3 * workers);
  },
);

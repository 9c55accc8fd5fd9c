export { main } from './cli.ts';
export { type FixtureOptions, type FixtureReport, runFixtures } from './fixtures/index.ts';
export { startPinned } from './measuring/pin.ts';
export { rest } from './measuring/rest.ts';
export { generateSampleBlock, type SampleBlock, type SampleOptions } from './sample/index.ts';
export type { Colors, Terminal } from './terminal.ts';

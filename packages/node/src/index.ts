export { main } from './cli.ts';
export { generateSampleBlock, type SampleBlock, type SampleOptions } from './sample/index.ts';
export type { Colors, Terminal } from './terminal.ts';

export { generateSampleBlock, type SampleBlock, type SampleOptions } from './generateSampleBlock.ts';

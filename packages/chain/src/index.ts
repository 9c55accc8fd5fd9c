export type { StateDiff } from '@heddle/engine';

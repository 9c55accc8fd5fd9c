/** `npm start`: the command line of Heddle, installed and built first where needed. */
import { ensureReady } from './ensure-ready.mjs';

ensureReady();
await import('../packages/node/bin/heddle.mjs');

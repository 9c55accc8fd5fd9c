import { test } from 'vitest';
import { chain } from '../handMade.ts';
import { freeOfCost } from './costs.ts';
import { simulate } from './index.ts';
import { workOf } from './work.ts';
test('x', () => { for (const at of [0, 0.1, 0.5]) for (const n of [10,40,300,600,2000]) for (const c of [2,8,32]) { const r = chain(n, at); let x = 7; for (const t of r.transactions) { x = (x * 16807) % 2147483647; t.ms = 0.9 + 0.2 * x / 2147483647; } console.log(at, n, c, JSON.stringify(simulate(workOf(r), 'optimistic', c, freeOfCost)));} });

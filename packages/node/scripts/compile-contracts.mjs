/** `node scripts/compile-contracts.mjs`: writes src/sample/contracts.generated.ts from contracts/*.sol. */
import { execFileSync } from 'node:child_process';
import { writeFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { compileContracts } from './compileContracts.mjs';

const target = fileURLToPath(new URL('../src/sample/contracts.generated.ts', import.meta.url));
const biome = fileURLToPath(new URL('../../../node_modules/.bin/biome', import.meta.url));

const header =
  '// Written by scripts/compile-contracts.mjs from contracts/*.sol; a test compares the two. Do not edit.\n\n';
writeFileSync(target, `${header}export const contracts = ${JSON.stringify(compileContracts())} as const;\n`);
execFileSync(biome, ['check', '--write', target], { stdio: 'inherit' });

import { expect, test } from 'vitest';
import { compileContracts } from '../../scripts/compileContracts.mjs';
import { contracts } from './contracts.generated.ts';

test('the generated file holds what contracts/*.sol compile to', () => {
  expect(contracts).toEqual(compileContracts());
});

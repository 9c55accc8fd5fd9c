import { expect, test } from 'vitest';
import { readRequest } from './request.ts';

const call = { jsonrpc: '2.0', method: 'eth_chainId' };

test.each([1, 0, -1, 1.5, '', 'a', '1', null, Number.MAX_SAFE_INTEGER])('takes the id %j', (id) => {
  expect(readRequest({ ...call, id })).toEqual({ id, method: 'eth_chainId', params: undefined });
});

test.each([true, {}, [], 2 ** 53, Number.POSITIVE_INFINITY])('refuses the id %j', (id) => {
  expect(readRequest({ ...call, id })).toMatchObject({ id: null, fault: expect.stringContaining('the id') });
});

test('knows a notification by its lack of an id', () => {
  expect(readRequest(call)).toEqual({ id: undefined, method: 'eth_chainId', params: undefined });
});

test.each([
  [null, 'not an object'],
  [[], 'not an object'],
  ['a', 'not an object'],
  [{ ...call, jsonrpc: '1.0', id: 7 }, 'jsonrpc must be "2.0"'],
  [{ method: 'a', id: 7 }, 'jsonrpc must be "2.0"'],
  [{ jsonrpc: '2.0', id: 7 }, 'method must be a string'],
  [{ ...call, method: 1, id: 7 }, 'method must be a string'],
  [{ ...call, params: 'a', id: 7 }, 'params must be an array'],
  [{ ...call, params: 1, id: 7 }, 'params must be an array'],
])('says what is wrong with %j', (value, fault) => {
  const id = typeof value === 'object' && value !== null && 'id' in value ? 7 : null;
  expect(readRequest(value)).toEqual({ id, fault: `invalid request: ${fault}` });
});

import { expect, test } from '@jest/globals';
import { type OperationDefinitionNode, parse, print } from 'graphql';
import { asOfOperation, asOfRequest, headersAsOf, withoutAsOf } from '../src/as-of.js';

const JUNE = '2025-06-01T00:00:00.000Z';
const operation = (text: string) => parse(text).definitions[0] as OperationDefinitionNode;
const codeOf = (work: () => unknown) => {
  try {
    return work();
  } catch (error) {
    return (error as { extensions: { code: string } }).extensions.code;
  }
};

test.each([
  [{ headers: {} }, undefined],
  [{ headers: { 'hub-as-of': '2025-06-01T00:00:00Z' } }, JUNE],
  [{ headers: { 'hub-as-of': '2025-05-31T18:00:00-06:00' } }, JUNE],
  [{ headers: { 'hub-as-of': '2025-06-01' } }, JUNE],
  [{ headers: {}, url: '/graphql?query=%7Ba%7D&asOf=2025-06-01T00%3A00%3A00Z' }, JUNE],
  [{ headers: { 'hub-as-of': '2025-06-01' }, url: '/?asOf=2025-06-01' }, JUNE],
  [{ headers: { 'hub-as-of': '2025-06-01' }, url: '/?asOf=2025-06-02' }, 'AS_OF_TWICE'],
  [{ headers: {}, url: '/?asOf=2025-06-01&asOf=2025-06-02' }, 'AS_OF_TWICE'],
  [{ headers: { 'hub-as-of': 'june' } }, 'AS_OF_UNREADABLE'],
  [{ headers: {}, url: '/?asOf=' }, 'AS_OF_UNREADABLE'],
  [{ headers: { 'hub-as-of': '2999-01-01' } }, 'AS_OF_FUTURE'],
])('a request %j asks as of %s', (request, moment) => {
  expect(codeOf(() => asOfRequest(request))).toBe(moment);
});

test.each([
  ['query { a }', {}, undefined],
  ['query @asOf(at: "2025-06-01") { a }', {}, JUNE],
  ['query ($at: String!) @asOf(at: $at) { a }', { at: '2025-06-01' }, JUNE],
  ['query ($at: String!) @asOf(at: $at) { a }', { at: 'june' }, 'AS_OF_UNREADABLE'],
])('an operation %s with %j asks as of %s', (text, variables, moment) => {
  expect(codeOf(() => asOfOperation(operation(text))?.(variables))).toBe(moment);
});

test('the operation and its HTTP request must name the same moment', () => {
  const query = { kind: 'query', moment: JUNE } as const;
  expect(headersAsOf({ kind: 'query' }, { a: '1' })).toEqual({ a: '1' });
  expect(headersAsOf(query, { a: '1' })).toEqual({ a: '1', 'hub-as-of': JUNE });
  expect(headersAsOf(query, { 'hub-as-of': JUNE })).toEqual({ 'hub-as-of': JUNE });
  expect(codeOf(() => headersAsOf(query, { 'hub-as-of': '2025-06-02T00:00:00.000Z' }))).toBe('AS_OF_TWICE');
});

test('a mutation cannot run as of a moment', () => {
  expect(headersAsOf({ kind: 'mutation' }, {})).toEqual({});
  expect(codeOf(() => headersAsOf({ kind: 'mutation' }, { 'hub-as-of': JUNE }))).toBe('AS_OF_MUTATION');
});

test('the directive is removed for subgraphs', () => {
  const document = parse('query Q($at: String!) @asOf(at: $at) @other { a @skip(if: true) }');
  expect(print(withoutAsOf(document))).toBe(print(parse('query Q($at: String!) @other { a @skip(if: true) }')));
});

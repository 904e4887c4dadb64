import { describe, expect, test } from '@jest/globals';
import { foreignOverrides } from '../src/index.js';

describe('a field that is taken from another subgraph', () => {
  test('is named with whom it is taken from, whatever the directive is called', () => {
    const sdl = `
      type Query { a: Int @override(from: "others") b: Int }
      extend type Town @key(fields: "code") { code: ID! name: String @federation__override(from: "towns", label: "percent(5)") }
    `;
    expect(foreignOverrides('ours', sdl)).toEqual([
      { coordinate: 'Query.a', from: 'others' },
      { coordinate: 'Town.name', from: 'towns' },
    ]);
  });

  test('is not one that a subgraph takes from itself, nor an argument named from', () => {
    expect(foreignOverrides('ours', 'type Query { a(from: String): Int @override(from: "ours") b: Int }')).toEqual([]);
  });
});

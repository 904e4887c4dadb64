import { expect, test } from '@jest/globals';
import { parse, print } from 'graphql';
import { apiDocument } from '../src/engine/supergraph/api-schema.js';

const supergraph = `
schema
  @link(url: "https://specs.apollo.dev/link/v1.0")
  @link(url: "https://specs.apollo.dev/join/v0.3", for: EXECUTION)
  @link(url: "https://specs.apollo.dev/inaccessible/v0.2", import: [{ name: "@inaccessible", as: "@hidden" }])
  @link(url: "https://specs.apollo.dev/tag/v0.3", as: "mark")
  @link(url: "https://rules.test/rules/v1.0", import: ["@rule", "Rule", "@only", "Audience"]) { query: Query subscription: Feed }
directive @hidden on OBJECT | FIELD_DEFINITION
directive @mark(name: String!) repeatable on OBJECT
directive @rule(by: Rule) on FIELD_DEFINITION
directive @only(for: [Audience!] = [{ who: EVERYBODY }]) on FIELD | FIELD_DEFINITION
input Audience { who: rules__Who }
enum rules__Who { EVERYBODY }
directive @loud(by: Int = 2) on FIELD
directive @join__type(graph: join__Graph!) repeatable on OBJECT
enum join__Graph { A @join__graph(name: "a", url: "") }
enum link__Purpose { EXECUTION }
scalar mark__Thing
scalar Rule
"The door."
type Query @join__type(graph: A) { a(b: Int @hidden, c: In): U @rule secret: Int @hidden old: Int @deprecated }
type Feed @hidden { x: Int }
type Seen implements Shown & Gone @mark(name: "x") { x: Int }
type Veiled implements Shown @hidden { x: Int }
interface Shown { x: Int }
interface Gone @hidden { x: Int }
union U = Seen | Veiled
enum E { ONE TWO @hidden }
input In { a: Int b: Int @hidden }
type mark { x: Int }
`;

test('the API schema has no linked features under any name, no inaccessible element and no reference to one', () => {
  expect(print(apiDocument(parse(supergraph)))).toBe(
    print(
      parse(`
        schema { query: Query }
        directive @only(for: [Audience!] = [{ who: EVERYBODY }]) on FIELD | FIELD_DEFINITION
        input Audience { who: rules__Who }
        enum rules__Who { EVERYBODY }
        directive @loud(by: Int = 2) on FIELD
        "The door."
        type Query { a(c: In): U old: Int @deprecated }
        type Seen implements Shown { x: Int }
        interface Shown { x: Int }
        union U = Seen
        enum E { ONE }
        input In { a: Int }
        type mark { x: Int }
      `),
    ),
  );
});

test('the API schema does not offer subscriptions, which are not served', () => {
  const withSubscription = 'schema { query: Query subscription: Live } type Query { a: Int } type Live { b: Int }';
  expect(print(apiDocument(parse(withSubscription)))).toBe(
    print(parse('schema { query: Query } type Query { a: Int }')),
  );
});

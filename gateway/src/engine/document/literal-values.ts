import { Kind, type ValueNode } from 'graphql';
import { parseExact } from '../../exact-json.js';
import type { Data } from '../../record.js';

/** Returns the JSON value of a literal without variables. Numbers keep their value, objects the order of their fields. */
export function literalValue(node: ValueNode): unknown {
  switch (node.kind) {
    case Kind.NULL:
      return null;
    case Kind.INT:
    case Kind.FLOAT:
      return parseExact(node.value);
    case Kind.STRING:
    case Kind.BOOLEAN:
    case Kind.ENUM:
      return node.value;
    case Kind.LIST:
      return node.values.map(literalValue);
    case Kind.OBJECT: {
      const object: Data = Object.create(null);
      for (const { name, value } of node.fields) object[name.value] = literalValue(value);
      return object;
    }
    default:
      return undefined;
  }
}

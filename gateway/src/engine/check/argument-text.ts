import {
  type ArgumentNode,
  astFromValue,
  type GraphQLArgument,
  type GraphQLInputType,
  getNamedType,
  isInputObjectType,
  Kind,
  print,
  type ValueNode,
} from 'graphql';

/** The arguments of a field as text. Equal text means an equal request: defaults are filled in, names are in order. */
export function argumentText(given: readonly ArgumentNode[], defined: readonly GraphQLArgument[]): string {
  const values = new Map(given.map((it) => [it.name.value, it.value]));
  const texts = defined.flatMap((argument) => {
    const value = values.get(argument.name) ?? defaultOf(argument);
    return value ? [`${argument.name}: ${valueText(value, argument.type)}`] : [];
  });
  return texts.sort().join(', ');
}

function defaultOf({ astNode, defaultValue, type }: GraphQLArgument): ValueNode | undefined {
  if (astNode?.defaultValue) return astNode.defaultValue;
  return defaultValue === undefined ? undefined : (astFromValue(defaultValue, type) ?? undefined);
}

// The fields of an input object have no order; the keys of a custom scalar's object are in the order they are written.
function valueText(value: ValueNode, type: GraphQLInputType | undefined): string {
  switch (value.kind) {
    case Kind.STRING:
      return JSON.stringify(value.value);
    case Kind.INT:
    case Kind.FLOAT:
      return numberText(value.value);
    case Kind.LIST:
      return `[${value.values.map((it) => valueText(it, type)).join(', ')}]`;
    case Kind.OBJECT: {
      const named = type && getNamedType(type);
      const fields = isInputObjectType(named) ? named.getFields() : undefined;
      const texts = value.fields.map((it) => `${it.name.value}: ${valueText(it.value, fields?.[it.name.value]?.type)}`);
      return `{${(fields ? texts.sort() : texts).join(', ')}}`;
    }
    default:
      return print(value);
  }
}

/** `100.0`, `1e2` and `100` are one number: its digits without zeros at the ends, and the power of ten of the last. */
function numberText(text: string): string {
  const [, sign = '', whole = '', fraction = '', exponent = '0'] =
    /^(-?)(\d+)(?:\.(\d+))?(?:[eE]([+-]?\d+))?$/.exec(text) ?? [];
  const digits = `${whole}${fraction}`.replace(/^0+/, '');
  const significant = digits.replace(/0+$/, '');
  if (!significant) return `${sign}0`;
  return `${sign}${significant}e${Number(exponent) - fraction.length + digits.length - significant.length}`;
}

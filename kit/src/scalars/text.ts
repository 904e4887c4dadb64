import { GraphQLError, GraphQLScalarType, Kind } from 'graphql';

declare const brand: unique symbol;
/** A string that was parsed once and need not be checked again. */
export type Branded<Name extends string> = string & { readonly [brand]: Name };

interface TextScalar<Name extends string> {
  name: Name;
  description: string;
  specifiedByURL?: string;
  /** One clause that completes "… is not a Name: it is …". */
  accepts: string;
  /** The canonical text, or undefined where the text is not accepted. */
  parse(text: string): string | undefined;
  /** The canonical text of a value that comes from the database, where it differs from the text stored. */
  serialize?(value: unknown): string;
}

const shown = (value: unknown) => JSON.stringify(value)?.slice(0, 80) ?? String(value);

const article = (name: string) => (/^[AEIO]/.test(name) ? 'an' : 'a');

/** A scalar that is a text with a grammar. It parses once, at the edge, and rejects with a sentence. */
export function textScalar<Name extends string>(options: TextScalar<Name>) {
  const reject = (value: unknown) =>
    new GraphQLError(`${shown(value)} is not ${article(options.name)} ${options.name}: ${options.accepts}.`, {
      extensions: { code: 'BAD_ARGUMENT' },
    });
  const parse = (value: unknown): Branded<Name> => {
    const parsed = typeof value === 'string' ? options.parse(value) : undefined;
    if (parsed === undefined) throw reject(value);
    return parsed as Branded<Name>;
  };
  return new GraphQLScalarType<Branded<Name>, string>({
    name: options.name,
    description: options.description,
    specifiedByURL: options.specifiedByURL,
    parseValue: parse,
    parseLiteral: (node) => {
      if (node.kind !== Kind.STRING) throw reject('value' in node ? node.value : node.kind);
      return parse(node.value);
    },
    serialize: options.serialize ?? String,
  });
}

import { readFileSync } from 'node:fs';
import {
  DateScalar,
  DateTimeScalar,
  MunicipalityCodeScalar,
  PartialDateScalar,
  PeriodScalar,
  Sha256Scalar,
  StateCodeScalar,
  UrlScalar,
} from '@cabildo/kit';
import { type GraphQLScalarType, Kind } from 'graphql';

const examples = (name: string) => readFileSync(`schema/identifiers/${name}.txt`, 'utf8').trimEnd().split('\n');

const scalars: [string, GraphQLScalarType][] = [
  ['municipality_code', MunicipalityCodeScalar],
  ['state_code', StateCodeScalar],
  ['period', PeriodScalar],
  ['date', DateScalar],
  ['partial_date', PartialDateScalar],
  ['date_time', DateTimeScalar],
  ['url', UrlScalar],
  ['sha256', Sha256Scalar],
];

describe.each(scalars)('%s', (name, scalar) => {
  it.each(examples(`${name}_valid`))('accepts "%s"', (text) => {
    expect(scalar.parseValue(text)).toBe(name === 'date_time' ? new Date(text).toISOString() : text);
    expect(scalar.parseLiteral({ kind: Kind.STRING, value: text })).toBe(scalar.parseValue(text));
  });

  it.each(examples(`${name}_invalid`))('rejects "%s" with a message', (text) => {
    expect(() => scalar.parseValue(text)).toThrow(`${JSON.stringify(text)} is not a ${scalar.name}: `);
  });

  it.each([[15031], [null], [true], [['15031']], [{}]])('rejects %p, which is not a string', (value) => {
    expect(() => scalar.parseValue(value)).toThrow(`is not a ${scalar.name}: `);
  });

  it('rejects a number literal', () => {
    expect(() => scalar.parseLiteral({ kind: Kind.INT, value: '15031' })).toThrow(`"15031" is not a ${scalar.name}: `);
  });
});

import { readFileSync } from 'node:fs';
import { IndicatorCodeScalar } from '../src/vocabulary/indicator-code.js';

const examples = (name: string) => readFileSync(`schema/identifiers/${name}.txt`, 'utf8').trimEnd().split('\n');

describe('the code of an indicator', () => {
  it.each(examples('indicator_code_valid'))('is "%s"', (text) => {
    expect(IndicatorCodeScalar.parseValue(text)).toBe(text);
  });

  it.each(examples('indicator_code_invalid'))('is not "%s"', (text) => {
    expect(() => IndicatorCodeScalar.parseValue(text)).toThrow('is not an IndicatorCode');
  });
});

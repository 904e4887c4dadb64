import { readFileSync } from 'node:fs';
import { LanguageTagScalar } from '../src/vocabulary/language-tag.js';

const examples = (name: string) => readFileSync(`schema/identifiers/${name}.txt`, 'utf8').trimEnd().split('\n');

describe('a language tag', () => {
  it.each(examples('language_tag_valid'))('is "%s"', (text) => {
    expect(LanguageTagScalar.parseValue(text)).toBe(text);
  });

  it.each(examples('language_tag_invalid'))('is not "%s"', (text) => {
    expect(() => LanguageTagScalar.parseValue(text)).toThrow('is not a LanguageTag');
  });
});

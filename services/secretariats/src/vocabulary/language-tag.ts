import { textScalar } from '@cabildo/kit';

export const LanguageTagScalar = textScalar({
  name: 'LanguageTag',
  description: 'A language tag of BCP 47, such as es, en, nah or es-MX.',
  specifiedByURL: 'https://www.rfc-editor.org/rfc/rfc5646',
  accepts: 'a language tag of BCP 47, such as es, en or es-MX',
  parse: (text) => (/^[a-z]{2,3}(-[A-Za-z0-9]{2,8})*$/.test(text) ? text : undefined),
});

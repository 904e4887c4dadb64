import { type Branded, textScalar } from './text.js';

export type Url = Branded<'URL'>;

function parse(text: string): string | undefined {
  if (/\s/.test(text) || !URL.canParse(text)) return undefined;
  const { protocol, username, password } = new URL(text);
  return (protocol === 'https:' || protocol === 'http:') && !username && !password ? text : undefined;
}

export const UrlScalar = textScalar({
  name: 'URL',
  description: 'The address of a page or a file on the web: http or https.',
  specifiedByURL: 'https://url.spec.whatwg.org/',
  accepts: 'it is a whole address that begins with https:// or http://, without spaces, user or password',
  parse,
});

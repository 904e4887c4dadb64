import { readFile } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { foreignOverrides, type SubgraphDefinition } from '@cabildo/schema';
import { codeOf, HubError, wordsOf } from './errors.js';

/** A subgraph that an agency runs: its name, its address, and the file of its SDL. */
interface Partner {
  name: string;
  url: string;
  sdl: string;
}

/**
 * Reads the subgraphs of partner agencies from a `partners.json`; files of SDL are found from where it lies.
 * @throws HubError PARTNERS_UNREADABLE, PARTNER_OVERRIDES
 */
export async function readPartners(file: string): Promise<SubgraphDefinition[]> {
  const partners = readList(await readText(file), file);
  return Promise.all(
    partners.map(async ({ name, url, sdl }) => {
      const text = await readText(join(dirname(file), sdl));
      refuseOverrides(name, text);
      return { name, url, sdl: text };
    }),
  );
}

function readList(text: string, file: string): Partner[] {
  let list: unknown;
  try {
    list = JSON.parse(text);
  } catch (error) {
    throw new HubError('PARTNERS_UNREADABLE', `${file} is not JSON (${wordsOf(error)}).`, { cause: error });
  }
  if (Array.isArray(list) && list.every(isPartner)) return list;
  throw new HubError(
    'PARTNERS_UNREADABLE',
    `${file} must be a list of { "name", "url", "sdl" }: a name in lower case, an http or https address, the file of the SDL.`,
  );
}

const isPartner = (each: Partial<Partner> | null): each is Partner =>
  /^[a-z][a-z0-9-]*$/.test(String(each?.name)) &&
  URL.canParse(String(each?.url)) &&
  /^https?:/.test(String(each?.url)) &&
  typeof each?.sdl === 'string';

/** An agency owns its fields: `@override` would take one from another agency without its consent. */
function refuseOverrides(name: string, sdl: string): void {
  const [first] = foreignOverrides(name, sdl);
  if (!first) return;
  throw new HubError(
    'PARTNER_OVERRIDES',
    `The subgraph ${name} overrides ${first.coordinate} of ${first.from}: a partner may add fields, not take those of others. Remove the @override, or rename the field.`,
  );
}

async function readText(path: string): Promise<string> {
  try {
    return await readFile(path, 'utf8');
  } catch (error) {
    throw new HubError('PARTNERS_UNREADABLE', `${path} cannot be read (${codeOf(error) ?? wordsOf(error)}).`, {
      cause: error,
    });
  }
}

import { gatewayErrors, protocolErrors } from '@cabildo/gateway';
import { errors, tamperings } from '@cabildo/kit';
import { httpErrors } from '@cabildo/kit/process';
import { checkCodes } from '../registry/checks/finding.js';
import { ruleCatalogue } from '../rule-catalogue.js';
import { checkGuide } from './check-guide.js';
import type { CatalogueEntry, Guide } from './entry.js';
import { gatewayGuide } from './gateway-guide.js';
import { httpGuide } from './http-guide.js';
import { hubErrors } from './hub-errors.js';
import { ingestionGuide } from './ingestion-guide.js';
import { verificationGuide } from './verification-guide.js';

export interface CatalogueSection {
  readonly title: string;
  readonly note: string;
  readonly entries: readonly CatalogueEntry[];
}

interface Described {
  readonly description: string;
  readonly remedy?: string;
  readonly http?: number;
}

const partial = 'Code of `errors[].extensions.code`. The HTTP status is 200, unless the error is the whole response.';

/** Every code that a response, a report or a command can carry, once. */
export function errorCatalogue(): CatalogueSection[] {
  const responseErrors = { ...errors, ...gatewayErrors, ...protocolErrors };
  const sections = [
    section('Responses of the API', partial, described(responseErrors, { ...httpGuide, ...gatewayGuide })),
    section('HTTP requests', 'The error is the whole response.', described(httpErrors, { ...httpGuide, ...portGuide })),
    section('Reports of an ingestion', 'An error keeps the whole file from being published.', rules()),
    section('Verification', 'Findings of `hub verify`.', described(tamperings, verificationGuide)),
    section('Checks of a subgraph', 'Findings of `hub subgraph check`.', described(checkCodes, checkGuide)),
    section('The hub command', 'The message is written to the standard error, and the exit status is 1.', ofHub()),
  ];
  return withoutDuplicates(sections);
}

const section = (title: string, note: string, entries: readonly CatalogueEntry[]) => ({ title, note, entries });

const ofHub = (): CatalogueEntry[] => Object.entries(hubErrors).map(([code, entry]) => ({ code, ...entry }));

const portGuide: Readonly<Record<string, Guide>> = Object.fromEntries(
  Object.entries(hubErrors).map(([code, { remedy, example }]) => [code, [remedy, example]]),
);

function rules(): CatalogueEntry[] {
  const entries = ruleCatalogue().map(({ code, severity, description, tip }) => [
    code,
    { description: `${description} (${severity})`, remedy: tip },
  ]);
  return described(Object.fromEntries(entries), ingestionGuide);
}

/** @throws Error when a code has no guide */
function described(codes: Readonly<Record<string, Described | string>>, guides: Readonly<Record<string, Guide>>) {
  return Object.entries(codes).map(([code, given]): CatalogueEntry => {
    const { description, remedy, http } = typeof given === 'string' ? ({ description: given } as Described) : given;
    const guide = guides[code];
    if (!guide) throw new Error(`The code ${code} has no guide: add what to do and an example in hub/src/catalogue.`);
    return { code, cause: description, remedy: remedy ?? guide[0], example: guide[1], ...(http && { http }) };
  });
}

/** A code that several sections have is listed in the first one, with the HTTP status of any. */
function withoutDuplicates(sections: readonly CatalogueSection[]): CatalogueSection[] {
  const seen = new Set<string>();
  return sections.map(({ entries, ...rest }) => ({
    ...rest,
    entries: entries.filter(({ code }) => !seen.has(code) && seen.add(code)),
  }));
}

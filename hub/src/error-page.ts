import { type CatalogueSection, errorCatalogue } from './catalogue/catalogue.js';

const head = ['Code', 'Cause', 'What to do', 'HTTP', 'Example'];

const table = (rows: readonly string[][]) =>
  [head, head.map(() => '---'), ...rows].map((cells) => `| ${cells.join(' | ')} |`).join('\n');

const cell = (text: string) => text.replaceAll('|', '\\|').replaceAll('\n', ' ');

const sectionText = ({ title, note, entries }: CatalogueSection) => `## ${title}

${note}

${table(entries.map(({ code, cause, remedy, http, example }) => [`\`${code}\``, cell(cause), cell(remedy), `${http ?? ''}`, cell(example)]))}
`;

/** `schema/errors.md`: every code, once. */
export function errorPage(): string {
  return `# Errors

For everyone who received a code. \`hub compose\` generates this page from the code. A code never changes its meaning.

${errorCatalogue().map(sectionText).join('\n')}`;
}

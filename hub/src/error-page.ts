import { gatewayErrors, protocolErrors } from '@cabildo/gateway';
import { errors, tamperings } from '@cabildo/kit';
import { httpErrors } from '@cabildo/kit/process';
import { ruleCatalogue } from './rule-catalogue.js';

const table = (head: string[], rows: string[][]) =>
  [head, head.map(() => '---'), ...rows].map((cells) => `| ${cells.join(' | ')} |`).join('\n');

const code = (text: string) => `\`${text}\``;

/** `schema/errors.md`: every code that an answer or a report may carry. */
export function errorPage(): string {
  const ofSubgraphs = Object.entries(errors).map(([name, { description, remedy }]) => [
    code(name),
    description,
    remedy,
  ]);
  const ofGateway = Object.entries({ ...gatewayErrors, ...protocolErrors, ...httpErrors }).map(([name, entry]) => [
    code(name),
    entry.description,
    'http' in entry ? String(entry.http) : '',
  ]);
  const ofFiles = ruleCatalogue().map((rule) => [code(rule.code), rule.severity, rule.description, rule.tip ?? '']);
  const ofLogs = Object.entries(tamperings).map(([name, meaning]) => [code(name), meaning]);
  return `# Errors

Made from the code by \`hub compose\`. A code never changes its meaning.

## In an answer, from a subgraph

\`errors[].extensions.code\`. The message says what arrived and what is accepted.

${table(['code', 'meaning', 'what to do'], ofSubgraphs)}

## In an answer, from the gateway, or from the HTTP door of a subgraph

${table(['code', 'meaning', 'HTTP status'], ofGateway)}

## In the report of an ingestion

An error keeps the whole file from being published; a warning is published with the revision.

${table(['code', 'severity', 'meaning', 'what to do'], ofFiles)}

## In a verification

What \`hub verify\` finds; docs/verify.md says what is held against what.

${table(['code', 'meaning'], ofLogs)}
`;
}

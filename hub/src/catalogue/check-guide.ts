import type { Guide } from './entry.js';

/** Findings of `hub subgraph check`. */
export const checkGuide: Readonly<Record<string, Guide>> = {
  SCHEMA_UNREADABLE: ['Correct the syntax at the line of the finding.', 'Syntax Error: Unexpected "}".'],
  COMPOSITION: [
    'Make both definitions equal, or mark the field @shareable in both.',
    'Non-shareable field "Municipality.name" is resolved from multiple subgraphs.',
  ],
  CONTRACT: [
    'Restore the element, or agree on the change with its owner.',
    'Municipality.name of municipalities is gone from the API.',
  ],
  OVERRIDES_OTHERS: [
    'Remove @override, or give the field another name.',
    'wells overrides Municipality.name of municipalities.',
  ],
  BREAKS_USAGE: [
    'Keep the element and mark it @deprecated until no client uses it.',
    'Well.depth is removed; clients used it 40 times.',
  ],
  BREAKING: ['Nothing, if the change is intended.', 'Well.depth is removed. No client used it in the last days.'],
  NOT_NULLABLE: [
    'Make the field nullable, so that an outage of the subgraph leaves other fields intact.',
    'Municipality.wells is not nullable.',
  ],
  NO_DESCRIPTION: ['Write a description.', 'Well.depth has no description.'],
  NAMING: ['Rename the element.', 'The field Well.Depth is not in camelCase.'],
  NO_KEY: ['Add @key, or a field id.', 'Well is returned in lists and has neither a field id nor a @key.'],
  LIVE: ['Correct the server; hub audit lists every rule.', 'http://wells.example does not respond to { __typename }.'],
  NEEDS_APPROVAL: [
    'Ask the steward of the hub to approve the version.',
    'Version 2 waits for the approval of a steward.',
  ],
};

import type { ResponseVerification, SavedHead, Tampering, Verification } from '@cabildo/kit';

const SHOWN = 10;

/** What was verified of a subgraph; or each thing that does not hold, a line each. */
export function describeVerification(
  { subgraph, leaves, entries, root, tamperings, notes }: Verification,
  saved: SavedHead | undefined,
): string {
  if (tamperings.length > 0) return describeTamperings(tamperings);
  const against = saved
    ? `It begins as the head that was saved at ${saved.size} leaves.`
    : 'No saved head was given for it: a past that was written anew, log and key included, would not show.';
  return `${subgraph}: ${entries} rows of ${leaves} leaves hold; root ${root}. ${[against, ...notes].join(' ')}\n`;
}

/** The proven and unproven parts of a response, and the heads that prove them. */
export function describeAnswer(
  { proven, unprovable, tamperings, notes, heads }: ResponseVerification,
  saved: Readonly<Record<string, SavedHead>>,
): string {
  const by = Object.values(heads).map(({ subgraph, size }) => {
    const earlier = saved[subgraph];
    const trusted = earlier ? `continues the saved head of ${earlier.size}` : 'held against no saved head';
    return `  ${subgraph}: a log of ${size} leaves, ${trusted}\n`;
  });
  const missing = unprovable.slice(0, SHOWN).map(({ path, lacks }) => `  ${path}: select ${lacks}\n`);
  const lines = [
    describeTamperings(tamperings),
    `${proven} rows of the answer are in the logs as they are shown.\n`,
    ...by,
    ...notes.map((note) => `  ${note}\n`),
    ...(missing.length > 0 ? [`${unprovable.length} rows are shown without what finds them in a log:\n`] : []),
    ...missing,
  ];
  if (proven + unprovable.length === 0)
    lines.push('Ask again with __typename, recordedIn { number } and the fields of the key on what is to be proven.\n');
  return lines.join('');
}

const describeTamperings = (tamperings: readonly Tampering[]): string =>
  tamperings.map(({ code, subgraph, sentence }) => `${code}  ${subgraph}: ${sentence}\n`).join('');

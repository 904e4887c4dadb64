/** A rule that files are checked against. The meaning of its code never changes. */
export interface Rule {
  code: string;
  description: string;
  /** Rows with an error are not published. Rows with a warning are published with it. A note needs no action. */
  severity: 'error' | 'warning' | 'note';
  /** What to do, if the finding has no more specific tip. */
  tip?: string;
}

export const error = (code: string, description: string, tip: string): Rule => ({
  code,
  description,
  severity: 'error',
  tip,
});
export const warning = (code: string, description: string, tip: string): Rule => ({
  code,
  description,
  severity: 'warning',
  tip,
});
export const note = (code: string, description: string): Rule => ({ code, description, severity: 'note' });

/** A violation of a rule: where it was found and what to do. Lines and columns are those of the original file. */
export interface Finding {
  rule: Rule;
  file: string;
  line?: number;
  column?: string;
  found?: string;
  expected: string;
  tip?: string;
}

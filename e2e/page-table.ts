import { readFileSync, writeFileSync } from 'node:fs';

/** A Markdown table as the reference pages have it. */
export function markdownTable(head: readonly string[], rows: readonly (readonly string[])[]): string {
  return [head, head.map(() => '---'), ...rows].map((cells) => `| ${cells.join(' | ')} |`).join('\n');
}

/**
 * Returns the generated table of a page, which is between `<!-- table: NAME -->` and `<!-- end -->`. With UPDATE_PAGES=1
 * it writes `current` there first.
 */
export function tableOfPage(page: string, name: string, current: string): string {
  const text = readFileSync(page, 'utf8');
  const start = `<!-- table: ${name} -->\n`;
  const from = text.indexOf(start) + start.length;
  const to = text.indexOf('<!-- end -->', from);
  if (from < start.length || to < 0) throw new Error(`${page} has no table "${name}".`);
  if (process.env.UPDATE_PAGES) writeFileSync(page, `${text.slice(0, from)}\n${current}\n\n${text.slice(to)}`);
  return process.env.UPDATE_PAGES ? current : text.slice(from, to).trim();
}

/** The default of a setting, as the reference pages show it. */
export function shownDefault(setting: object): string {
  if (!('fallback' in setting)) return '**required**';
  const { fallback } = setting;
  if (Array.isArray(fallback)) return fallback.join(' ') || 'none';
  if (typeof fallback === 'object' && fallback !== null)
    return Object.keys(fallback).length ? JSON.stringify(fallback) : 'none';
  return typeof fallback === 'boolean' ? (fallback ? 'yes' : 'no') : String(fallback ?? 'none');
}

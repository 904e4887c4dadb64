/** A stretch of text that people read, and where it starts in its file. */
export interface Passage {
  readonly text: string;
  readonly line: number;
}

/** Replaces a match by blanks, so that the lines after it keep their numbers. */
const blank = (text: string): string => text.replaceAll(/[^\n]/g, ' ');

/** Removes what is not prose: code between backticks, addresses, links’ targets, and quoted values. */
export function proseOf(text: string): string {
  return text
    .replaceAll(/```[\s\S]*?```/g, blank)
    .replaceAll(/`[^`]*`/g, blank)
    .replaceAll(/\]\([^)]*\)/g, blank)
    .replaceAll(/https?:\/\/\S+/g, blank)
    .replaceAll(/@\w+/g, blank);
}

/** The placeholder in a proposed mapping for what only the publisher knows. */
export const UNDECIDED = '?';

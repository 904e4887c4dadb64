/** What stands in a proposed mapping where only its reader knows. */
export const UNDECIDED = '?';

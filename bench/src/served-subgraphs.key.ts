/** What calls within the bench are signed with; it opens nothing else. */
export const benchKey = { id: 'bench', secret: 'not-a-secret-but-long-enough-to-be-taken-for-one' };

/** Codes of errors of the hub, described in `catalogue/hub-errors.ts`. A code never changes its meaning. */
export type HubErrorCode =
  | 'HOME_NOT_WRITABLE'
  | 'HOME_IN_USE'
  | 'DISK_FULL'
  | 'NO_BINARY'
  | 'BINARY_UNUSABLE'
  | 'NO_ACCOUNT'
  | 'DATA_VERSION'
  | 'DATA_FOLDER_UNUSABLE'
  | 'PASSWORD_UNKNOWN'
  | 'SHARED_MEMORY'
  | 'POSTGRES_SLOW'
  | 'POSTGRES_FAILED'
  | 'PORT_TAKEN'
  | 'PORT_REFUSED'
  | 'UNKNOWN_DATASET'
  | 'PARTNERS_UNREADABLE'
  | 'PARTNER_OVERRIDES'
  | 'FILE_UNREADABLE'
  | 'PUBLICATION_FAILED'
  | 'PACKAGE_REJECTED'
  | 'SIGNING_KEY_UNREADABLE'
  | 'SIGNING_KEY_GIVEN'
  | 'HEAD_UNREADABLE'
  | 'NO_LOG'
  | 'BAD_FLAG'
  | 'BAD_OPERATION'
  | 'BAD_NAME'
  | 'BAD_URL'
  | 'FOLDER_NOT_EMPTY'
  | 'KEY_MISSING'
  | 'KEY_EXISTS'
  | 'SUBGRAPH_UNSIGNED'
  | 'AGENCY_UNKNOWN'
  | 'SUBGRAPH_UNKNOWN'
  | 'SUBGRAPH_OF_ANOTHER'
  | 'VERSION_UNKNOWN'
  | 'TOKEN_REFUSED'
  | 'SCOPE_MISSING'
  | 'REGISTRY_REFUSED'
  | 'REGISTRY_UNREACHABLE';

/** A failure that a user can act on: its message is one sentence that says what arrived and what to do. */
export class HubError extends Error {
  override readonly name = 'HubError';

  constructor(
    readonly code: HubErrorCode,
    message: string,
    options?: ErrorOptions,
  ) {
    super(message, options);
  }
}

/** The code that the operating system, or PostgreSQL, gave with an error: `EACCES`, `ENOSPC`, `28P01`. */
export function codeOf(error: unknown): string | undefined {
  const code = typeof error === 'object' && error !== null && 'code' in error ? error.code : undefined;
  return typeof code === 'string' ? code : undefined;
}

/** What an error says; of a program that failed, what it wrote. */
export function sayingOf(error: unknown): string {
  const { stderr, message } = Object(error) as { stderr?: unknown; message?: unknown };
  return String(stderr || message || error).trim();
}

/** What an error says, on one line. */
export function wordsOf(error: unknown): string {
  return sayingOf(error).replaceAll(/\s*\n\s*/g, ' ');
}

export function diskFull(folder: string, cause?: unknown): HubError {
  return new HubError('DISK_FULL', `The disk that holds ${folder} is full: free some space and start again.`, {
    cause,
  });
}

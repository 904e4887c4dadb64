/** What can keep the hub from starting or stopping. A code never changes its meaning. */
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
  | 'UNKNOWN_DATASET'
  | 'UNKNOWN_SUBGRAPH'
  | 'FILE_UNREADABLE'
  | 'PACKAGE_REJECTED';

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

/** The code that the operating system gave with an error: `EACCES`, `ENOSPC`, … */
export function systemCode(error: unknown): string | undefined {
  const code = error instanceof Error && 'code' in error ? error.code : undefined;
  return typeof code === 'string' ? code : undefined;
}

export function diskFull(folder: string, cause?: unknown): HubError {
  return new HubError('DISK_FULL', `The disk that holds ${folder} is full: free some space and start again.`, {
    cause,
  });
}

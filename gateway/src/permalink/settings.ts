import type { Values } from '@cabildo/kit/process';

/** The permalinks of a gateway, as variables of its environment. */
export const permalinkVariables = {
  PERMALINKS: {
    description: 'Folder of the permalinks. Without it, a separate gateway process creates none.',
    read: (text: string) => text,
    fallback: undefined as string | undefined,
  },
  PERMALINKS_BYTES: {
    description: 'Maximum bytes of all permalinks.',
    read: readBytes,
    fallback: 1024 * 1024 * 1024,
  },
  PERMALINK_BYTES: {
    description: 'Maximum bytes of one permalink.',
    read: readBytes,
    fallback: 2 * 1024 * 1024,
  },
  PERMALINK_CLIENT_BYTES: {
    description: 'Maximum bytes of permalinks that one client may store in a day.',
    read: readBytes,
    fallback: 16 * 1024 * 1024,
  },
  PERMALINK_UNREAD_DAYS: {
    description: 'Days after which a permalink is deleted that nobody has read, if the space is used up.',
    read: readBytes,
    fallback: 30,
  },
  PUBLIC_URL: {
    description: 'Public address of this gateway, such as https://hub.example. Citations link to it.',
    read: readPublicUrl,
    fallback: undefined as string | undefined,
  },
};

export interface PermalinkOptions {
  readonly folder: string;
  readonly maxBytes: number;
  readonly maxBytesEach?: number;
  readonly unreadDays?: number;
  /** Maximum bytes that one client may store in a day, 16 MiB by default. */
  readonly maxBytesPerClient?: number;
  /** Without it, a citation has the path `/p/<id>` only. */
  readonly publicUrl?: string;
}

export function permalinkOptions(
  values: Values<typeof permalinkVariables>,
  fallback?: string,
): PermalinkOptions | undefined {
  const folder = values.PERMALINKS ?? fallback;
  if (folder === undefined) return undefined;
  return {
    folder,
    maxBytes: values.PERMALINKS_BYTES,
    maxBytesEach: values.PERMALINK_BYTES,
    maxBytesPerClient: values.PERMALINK_CLIENT_BYTES,
    unreadDays: values.PERMALINK_UNREAD_DAYS,
    publicUrl: values.PUBLIC_URL,
  };
}

function readBytes(text: string): number {
  if (/^\d{1,15}$/.test(text)) return Number(text);
  throw new Error('it is a whole number');
}

function readPublicUrl(text: string): string {
  const url = URL.canParse(text) ? new URL(text) : undefined;
  if (url && ['http:', 'https:'].includes(url.protocol)) return url.href.replace(/\/$/, '');
  throw new Error('it is an address that begins with http:// or https://');
}

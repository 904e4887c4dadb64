import type { Values } from '@cabildo/kit/process';

/** The permalinks of a gateway, as variables of its environment. */
export const permalinkVariables = {
  PERMALINKS: {
    description: 'The folder that permalinks are kept in. Without one, a gateway of its own makes none.',
    read: (text: string) => text,
    fallback: undefined as string | undefined,
  },
  PERMALINKS_BYTES: {
    description: 'Bytes of all permalinks together; beyond them no new one is made.',
    read: readBytes,
    fallback: 1024 * 1024 * 1024,
  },
  PUBLIC_URL: {
    description: 'Where the public reaches this gateway, such as https://hub.example: citations lead there.',
    read: readPublicUrl,
    fallback: undefined as string | undefined,
  },
};

export interface PermalinkOptions {
  readonly folder: string;
  readonly maxBytes: number;
  /** Without one, a citation leads to `/p/<id>` of whatever hub has it. */
  readonly publicUrl?: string;
}

export function permalinkOptions(
  { PERMALINKS, PERMALINKS_BYTES, PUBLIC_URL }: Values<typeof permalinkVariables>,
  fallback?: string,
): PermalinkOptions | undefined {
  const folder = PERMALINKS ?? fallback;
  return folder === undefined ? undefined : { folder, maxBytes: PERMALINKS_BYTES, publicUrl: PUBLIC_URL };
}

function readBytes(text: string): number {
  if (/^\d{1,15}$/.test(text)) return Number(text);
  throw new Error('it is a whole number of bytes');
}

function readPublicUrl(text: string): string {
  const url = URL.canParse(text) ? new URL(text) : undefined;
  if (url && ['http:', 'https:'].includes(url.protocol)) return url.href.replace(/\/$/, '');
  throw new Error('it is an address that begins with http:// or https://');
}

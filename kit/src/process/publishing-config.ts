import { readCount, type Values } from './config.js';
import { type Publisher, readPublishers } from './publishers.js';

/** The environment variables of a process that accepts uploads. */
export const publishingVariables = {
  PUBLISHERS: {
    description:
      'The publishers that may upload over HTTP, as name:dataset,dataset:digest, separated by spaces. The digest is the SHA-256 of their token. Without it, uploads are disabled.',
    read: readPublishers,
    fallback: [] as readonly Publisher[],
    secret: true,
  },
  UPLOAD_MEGABYTES: {
    description: 'Maximum size of one upload, in megabytes.',
    read: readCount,
    fallback: 1_000,
  },
  UPLOADS_AT_ONCE: {
    description: 'Maximum number of concurrent uploads. They are published one after the other.',
    read: readCount,
    fallback: 4,
  },
  UPLOAD_UNPACKED_MEGABYTES: {
    description: 'Maximum unpacked size of one file, in megabytes.',
    read: readCount,
    fallback: 4_000,
  },
  UPLOAD_ROWS: {
    description: 'Maximum number of rows that one file may have.',
    read: readCount,
    fallback: 2_000_000,
  },
  UPLOAD_SECONDS: {
    description: 'Maximum duration of one upload, in seconds.',
    read: readCount,
    fallback: 600,
  },
};

/** Returns the limits of uploads, or undefined if there are no publishers. */
export function publishingOptions({
  PUBLISHERS,
  UPLOAD_MEGABYTES,
  UPLOADS_AT_ONCE,
  UPLOAD_UNPACKED_MEGABYTES,
  UPLOAD_ROWS,
  UPLOAD_SECONDS,
}: Values<typeof publishingVariables>) {
  if (PUBLISHERS.length === 0) return undefined;
  return {
    publishers: PUBLISHERS,
    maxBytes: UPLOAD_MEGABYTES * 1_000_000,
    atOnce: UPLOADS_AT_ONCE,
    slowest: UPLOAD_SECONDS * 1_000,
    limits: { unpackedBytes: UPLOAD_UNPACKED_MEGABYTES * 1_000_000, rows: UPLOAD_ROWS },
  };
}

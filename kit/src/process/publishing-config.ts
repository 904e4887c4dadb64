import type { Values } from './config.js';
import { type Publisher, readPublishers } from './publishers.js';

/** The environment of a process that takes files over HTTP. */
export const publishingVariables = {
  PUBLISHERS: {
    description:
      'Who may publish over HTTP: name:dataset,dataset:digest, separated by spaces, the digest being the SHA-256 of their token. Nobody where left out.',
    read: readPublishers,
    fallback: [] as readonly Publisher[],
    secret: true,
  },
  UPLOAD_MEGABYTES: {
    description: 'Megabytes that one upload may have.',
    read: readMegabytes,
    fallback: 1_000,
  },
  UPLOADS_AT_ONCE: {
    description: 'Uploads that may be on their way at once; they are published one after the other.',
    read: (text: string) => readCount(text, 'the uploads'),
    fallback: 4,
  },
  UPLOAD_SECONDS: {
    description: 'Seconds that one upload may take to arrive.',
    read: readSeconds,
    fallback: 600,
  },
};

/** How files are taken, or undefined where nobody may publish. */
export function publishingOptions({
  PUBLISHERS,
  UPLOAD_MEGABYTES,
  UPLOADS_AT_ONCE,
  UPLOAD_SECONDS,
}: Values<typeof publishingVariables>) {
  if (PUBLISHERS.length === 0) return undefined;
  return {
    publishers: PUBLISHERS,
    maxBytes: UPLOAD_MEGABYTES * 1_000_000,
    atOnce: UPLOADS_AT_ONCE,
    slowest: UPLOAD_SECONDS * 1_000,
  };
}

function readMegabytes(text: string): number {
  return readCount(text, 'the megabytes');
}

function readSeconds(text: string): number {
  return readCount(text, 'the seconds');
}

function readCount(text: string, what: string): number {
  if (/^[1-9]\d{0,6}$/.test(text)) return Number(text);
  throw new Error(`${what} are a whole number from 1 on`);
}

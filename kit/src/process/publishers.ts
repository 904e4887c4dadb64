import { createHash, timingSafeEqual } from 'node:crypto';

/** A client that may publish over HTTP. Only the digest of its token is stored. */
export interface Publisher {
  name: string;
  /** The permitted datasets; `*` permits all. */
  datasets: readonly string[];
  /** The SHA-256 of the token. */
  tokenDigest: Buffer;
}

const PUBLISHER = /^([\w.-]+):([\w,*-]+):([0-9a-f]{64})$/;

/**
 * Parses `name:dataset,dataset:digest`, separated by spaces.
 * @throws Error whose message says what is accepted
 */
export function readPublishers(text: string): readonly Publisher[] {
  return text
    .trim()
    .split(/\s+/)
    .map((each) => {
      const [, name, datasets, digest] = PUBLISHER.exec(each) ?? [];
      if (!name || !datasets || !digest)
        throw new Error(
          'expected name:dataset,dataset:digest, where digest is the SHA-256 of the token in 64 hexadecimal digits',
        );
      return { name, datasets: datasets.split(','), tokenDigest: Buffer.from(digest, 'hex') };
    });
}

/** Returns the publisher with this token. Compares all digests in constant time, so the timing reveals nothing. */
export function publisherOf(publishers: readonly Publisher[], token: string): Publisher | undefined {
  const digest = createHash('sha256').update(token).digest();
  let found: Publisher | undefined;
  for (const publisher of publishers) if (timingSafeEqual(digest, publisher.tokenDigest)) found = publisher;
  return found;
}

export const mayPublish = ({ datasets }: Publisher, dataset: string) =>
  datasets.includes('*') || datasets.includes(dataset);

import { createHash, timingSafeEqual } from 'node:crypto';

/** Who may publish over HTTP, and into which datasets. Their token itself is kept by nobody but them. */
export interface Publisher {
  name: string;
  /** `*` stands for all. */
  datasets: readonly string[];
  /** The SHA-256 of the token. */
  tokenDigest: Buffer;
}

const WRITTEN = /^([\w.-]+):([\w,*-]+):([0-9a-f]{64})$/;

/**
 * Reads `name:dataset,dataset:digest`, separated by spaces.
 * @throws Error with what is accepted
 */
export function readPublishers(text: string): readonly Publisher[] {
  return text
    .trim()
    .split(/\s+/)
    .map((each) => {
      const [, name, datasets, digest] = WRITTEN.exec(each) ?? [];
      if (!name || !datasets || !digest)
        throw new Error(
          'a publisher is written name:dataset,dataset:digest, the digest being the SHA-256 of the token in 64 hexadecimal digits',
        );
      return { name, datasets: datasets.split(','), tokenDigest: Buffer.from(digest, 'hex') };
    });
}

/** The publisher that a token is of. Every token is compared in full, so that time tells nothing of it. */
export function publisherOf(publishers: readonly Publisher[], token: string): Publisher | undefined {
  const digest = createHash('sha256').update(token).digest();
  let found: Publisher | undefined;
  for (const publisher of publishers) if (timingSafeEqual(digest, publisher.tokenDigest)) found = publisher;
  return found;
}

export const mayPublish = ({ datasets }: Publisher, dataset: string) =>
  datasets.includes('*') || datasets.includes(dataset);

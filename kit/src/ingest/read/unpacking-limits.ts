import { limitExceeded } from './unreadable-file.js';

/** The ratio of unpacked to packed bytes that text does not reach, as Apache POI's ZipSecureFile has it. */
const MOST_TIMES = 100;
/** Files that unpack to less are accepted with any ratio. */
const SMALL = 10_000_000;

/** The limits of what a file may unpack to. */
export interface UnpackingLimits {
  /** Maximum unpacked bytes of one file; unlimited by default. */
  unpackedBytes?: number;
}

/** @throws UnreadableFile LIMIT_EXCEEDED if a file unpacks to more bytes than the limits allow */
export function checkUnpacked(packed: number, unpacked: number, { unpackedBytes }: UnpackingLimits): void {
  if (unpackedBytes !== undefined && unpacked > unpackedBytes)
    throw limitExceeded(`more than ${unpackedBytes} unpacked bytes`, `at most ${unpackedBytes} unpacked bytes`);
  if (unpacked > SMALL && unpacked > MOST_TIMES * packed)
    throw limitExceeded(
      `${packed} packed bytes that unpack to more than ${unpacked}`,
      `at most ${MOST_TIMES} times as many unpacked bytes as packed bytes`,
    );
}

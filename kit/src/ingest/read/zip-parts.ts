import { posix } from 'node:path';
import type { Readable } from 'node:stream';
import { promisify } from 'node:util';
import { crc32 } from 'node:zlib';
import yauzl from 'yauzl';
import { checkUnpacked, type UnpackingLimits } from './unpacking-limits.js';
import { UnreadableFile } from './unreadable-file.js';

const openZip = promisify<string, yauzl.Options, yauzl.ZipFile>(yauzl.open as never);
/** Names of the compression methods of ZIP that are not supported (APPNOTE 4.4.5). */
const METHODS: Readonly<Record<number, string>> = {
  9: 'deflate64',
  12: 'bzip2',
  14: 'LZMA',
  93: 'Zstandard',
  95: 'XZ',
};
const STORED = 0;
const DEFLATED = 8;

const damaged = (found: string) =>
  new UnreadableFile(found, undefined, 'a complete XLSX file', 'Download the file again, or save it again.');

/** The parts of an open ZIP file. */
export class ZipParts {
  private constructor(
    private readonly zip: yauzl.ZipFile,
    private readonly entries: ReadonlyMap<string, yauzl.Entry>,
    private readonly limits: UnpackingLimits,
  ) {}

  /** @throws UnreadableFile if it is not a complete ZIP file */
  static async open(path: string, limits: UnpackingLimits): Promise<ZipParts> {
    const entries = new Map<string, yauzl.Entry>();
    try {
      const zip = await openZip(path, { lazyEntries: true, autoClose: false });
      await new Promise<void>((resolve, reject) => {
        zip.on('entry', (entry: yauzl.Entry) => {
          entries.set(keyOfName(entry.fileName), entry);
          zip.readEntry();
        });
        zip.on('end', resolve).on('error', reject);
        zip.readEntry();
      });
      return new ZipParts(zip, entries, limits);
    } catch (error) {
      throw damaged(`a damaged XLSX (${(error as Error).message.split('.')[0]})`);
    }
  }

  close(): void {
    this.zip.close();
  }

  has(name: string): boolean {
    return this.entries.has(keyOfName(name));
  }

  names(): string[] {
    return [...this.entries.values()].map(({ fileName }) => fileName);
  }

  /**
   * Yields the pieces of a part with the packed size of each. Nothing is yielded if the part does not exist.
   * @throws UnreadableFile if the part is damaged, encrypted or packed by an unsupported method
   */
  async *read(name: string): AsyncGenerator<{ bytes: Buffer; packed: number }> {
    const entry = this.entries.get(keyOfName(name));
    if (!entry) return;
    checkMethod(entry);
    checkUnpacked(entry.compressedSize, entry.uncompressedSize, this.limits);
    const ratio = entry.compressedSize / Math.max(1, entry.uncompressedSize);
    let sum = 0;
    try {
      const open = promisify<yauzl.Entry, Readable>(this.zip.openReadStream.bind(this.zip) as never);
      for await (const bytes of (await open(entry)) as AsyncIterable<Buffer>) {
        sum = crc32(bytes, sum);
        yield { bytes, packed: bytes.length * ratio };
      }
    } catch (error) {
      if (error instanceof UnreadableFile) throw error;
      throw damaged(`a damaged part ${entry.fileName} (${(error as Error).message})`);
    }
    // yauzl leaves the checksum to its caller.
    if (sum !== entry.crc32) throw damaged(`a part ${entry.fileName} whose checksum is wrong`);
  }
}

function checkMethod(entry: yauzl.Entry): void {
  if (entry.isEncrypted())
    throw new UnreadableFile('an encrypted ZIP', undefined, 'a file without a password', 'Save it without a password.');
  const { compressionMethod: method } = entry;
  if (method === STORED || method === DEFLATED) return;
  throw new UnreadableFile(
    `a part ${entry.fileName} that is packed by ${METHODS[method] ?? `method ${method}`}`,
    undefined,
    'parts that are packed by deflate',
    'Open the file in a spreadsheet program and save it again as XLSX.',
  );
}

/** Part names are not case-sensitive, and some programs begin them with a slash (ECMA-376-2). */
const keyOfName = (name: string) => posix.normalize(name).replace(/^\/+/, '').toLowerCase();

/** Returns the part that a relationship of another part points to: relative to that part, or absolute. */
export const targetOf = (source: string, target: string): string =>
  target.startsWith('/') ? target : posix.join(posix.dirname(source), target);

import { TextDecoder } from 'node:util';
import { SaxesParser, type SaxesTagPlain } from 'saxes';
import { UnreadableFile } from './unreadable-file.js';
import type { ZipParts } from './zip-parts.js';

export type Attributes = Record<string, string>;

/** The tags and texts of a streamed XML part, with names without their namespace prefix. */
export class Tags {
  constructor(private readonly parser: SaxesParser) {}

  onOpen(heard: (name: string, attributes: Attributes) => void): void {
    this.parser.on('opentag', ({ name, attributes }: SaxesTagPlain) => heard(localName(name), attributes));
  }

  onText(heard: (text: string) => void): void {
    this.parser.on('text', heard);
    this.parser.on('cdata', heard);
  }

  onClose(heard: (name: string) => void): void {
    this.parser.on('closetag', ({ name }) => heard(localName(name)));
  }
}

const localName = (name: string) => name.slice(name.indexOf(':') + 1);

/** Returns an attribute with a namespace prefix, such as `r:id`, whatever the prefix is. */
export const prefixed = (attributes: Attributes, name: string): string | undefined =>
  Object.entries(attributes).find(([key]) => key.endsWith(`:${name}`))?.[1];

/** Receives the number of packed bytes read. */
export type ByteCount = (count: number) => void;

/**
 * Streams a part through a parser. Yields after each piece. Nothing happens if the part does not exist.
 * @throws UnreadableFile
 */
export async function* parsePart(
  parts: ZipParts,
  name: string,
  listen: (tags: Tags) => void,
  count: ByteCount = () => undefined,
): AsyncGenerator<void> {
  const parser = new SaxesParser();
  listen(new Tags(parser));
  let decoder: TextDecoder | undefined;
  let read = false;
  for await (const { bytes, packed } of parts.read(name)) {
    decoder ??= decoderOf(bytes);
    read = true;
    parse(name, () => parser.write(decoder!.decode(bytes, { stream: true })));
    count(packed);
    yield;
  }
  if (read) parse(name, () => parser.close());
}

export async function parseWhole(
  parts: ZipParts,
  name: string,
  listen: (tags: Tags) => void,
  count?: ByteCount,
): Promise<void> {
  for await (const _ of parsePart(parts, name, listen, count));
}

/** XML is in UTF-8 unless a byte order mark says UTF-16. */
function decoderOf(bytes: Buffer): TextDecoder {
  const mark = bytes.length > 1 ? bytes.readUInt16BE(0) : 0;
  return new TextDecoder(mark === 0xfffe ? 'utf-16le' : mark === 0xfeff ? 'utf-16be' : 'utf-8');
}

function parse(name: string, work: () => void): void {
  try {
    work();
  } catch (error) {
    if (error instanceof UnreadableFile) throw error;
    throw new UnreadableFile(
      `a part ${name} that is not XML (${(error as Error).message})`,
      undefined,
      'a complete XLSX file',
      'Open the file in a spreadsheet program and save it again as XLSX.',
    );
  }
}

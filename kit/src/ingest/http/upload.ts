import { createWriteStream } from 'node:fs';
import { mkdir, mkdtemp, rm } from 'node:fs/promises';
import type { IncomingMessage } from 'node:http';
import { tmpdir } from 'node:os';
import { basename, join } from 'node:path';
import { pipeline } from 'node:stream/promises';
import { Busboy, type BusboyFileStream } from '@fastify/busboy';
import { refusal } from '../../http/http-errors.js';

/** The files of an upload, in a temporary folder of their own, and its form fields. */
export interface Upload {
  files: string[];
  fields: ReadonlyMap<string, string>;
}

const MOST_FILES = 20;
const MOST_FIELDS = 20;
/** Bytes of a file name, below what file systems allow. */
const LONGEST_NAME = 200;
const LONGEST_FIELD = 1024 * 1024;

/**
 * Writes the files of a multipart request to disk and deletes them after `work`.
 * @throws GraphQLError MEDIA_TYPE_UNSUPPORTED, BODY_TOO_LARGE, UPLOAD_UNREADABLE
 */
export async function withUpload<Result>(
  request: IncomingMessage,
  maxBytes: number,
  work: (upload: Upload) => Promise<Result>,
): Promise<Result> {
  const { 'content-type': type = '' } = request.headers;
  if (!/^multipart\/form-data\s*;/i.test(type))
    throw refusal('MEDIA_TYPE_UNSUPPORTED', `An upload must be multipart/form-data; this one is "${type}".`);
  if (Number(request.headers['content-length']) > maxBytes) throw tooLarge(maxBytes);
  const folder = await mkdtemp(join(tmpdir(), 'cabildo-upload-'));
  try {
    return await work(await receive(request, type, folder, maxBytes));
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
}

function receive(request: IncomingMessage, type: string, folder: string, maxBytes: number): Promise<Upload> {
  const files: string[] = [];
  const fields = new Map<string, string>();
  const writing: Promise<void>[] = [];
  return new Promise((resolve, reject) => {
    const limits = { files: MOST_FILES, fields: MOST_FIELDS, fieldSize: LONGEST_FIELD, fileSize: maxBytes };
    const form = busboyOf(type, limits);
    form.on('field', (name, value, _nameCut, valueCut) => {
      if (valueCut) reject(tooLarge(LONGEST_FIELD));
      if (fields.has(name)) reject(refusal('UPLOAD_UNREADABLE', `The field "${name}" occurs twice.`));
      fields.set(name, value);
    });
    form.on('file', (name, stream, fileName) => {
      stream.on('limit', () => reject(tooLarge(maxBytes)));
      const wrong = wrongFile(name, fileName);
      if (wrong !== undefined) {
        stream.resume();
        reject(refusal('UPLOAD_UNREADABLE', wrong));
        return;
      }
      const path = join(folder, String(files.length), basename(fileName || 'file') || 'file');
      files.push(path);
      writing.push(store(stream, path).catch(reject));
    });
    form.on('fieldsLimit', () =>
      reject(refusal('UPLOAD_UNREADABLE', `An upload may have at most ${MOST_FIELDS} fields.`)),
    );
    form.on('filesLimit', () =>
      reject(refusal('UPLOAD_UNREADABLE', `An upload may have at most ${MOST_FILES} files.`)),
    );
    form.on('finish', () => Promise.all(writing).then(() => resolve({ files, fields })));
    const counted = (chunks: AsyncIterable<Buffer>) => atMost(maxBytes, chunks, () => reject(tooLarge(maxBytes)));
    // If the request breaks off, the file streams fail as well.
    pipeline(request, counted, form).catch((error: Error) => {
      reject(refusal('UPLOAD_UNREADABLE', `The upload cannot be read: ${error.message}.`));
    });
  });
}

/**
 * Counts the bytes of the body, independent of Content-Length. Bytes beyond the limit are discarded, and `beyond` is
 * called once.
 */
async function* atMost(maxBytes: number, chunks: AsyncIterable<Buffer>, beyond: () => void): AsyncGenerator<Buffer> {
  let bytes = 0;
  for await (const chunk of chunks) {
    bytes += chunk.length;
    if (bytes <= maxBytes) yield chunk;
    else if (bytes - chunk.length <= maxBytes) beyond();
  }
}

async function store(stream: BusboyFileStream, path: string): Promise<void> {
  await mkdir(join(path, '..'), { recursive: true });
  await pipeline(stream, createWriteStream(path));
}

/** Returns why a part is not a file of the upload. A mapping that is sent as a file would be read as data. */
function wrongFile(name: string, fileName: string): string | undefined {
  if (name !== 'file')
    return `Unknown file field ${JSON.stringify(name)}. Send data files as "file", and the texts of source.json and mapping.json as fields.`;
  if (Buffer.byteLength(fileName ?? '') > LONGEST_NAME)
    return `The name of a file has more than ${LONGEST_NAME} bytes.`;
  // biome-ignore lint/suspicious/noControlCharactersInRegex: file systems refuse them
  return /[\u0000-\u001f]/.test(fileName ?? '') ? 'The name of a file has control characters.' : undefined;
}

function busboyOf(type: string, limits: Record<string, number>): InstanceType<typeof Busboy> {
  try {
    return new Busboy({ headers: { 'content-type': type }, limits });
  } catch (error) {
    throw refusal('UPLOAD_UNREADABLE', `The upload cannot be read: ${(error as Error).message}.`);
  }
}

const tooLarge = (maxBytes: number) => refusal('BODY_TOO_LARGE', `The upload has more than ${maxBytes} bytes.`);

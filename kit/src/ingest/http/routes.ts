import type { IncomingMessage, ServerResponse } from 'node:http';
import { pipeline } from 'node:stream/promises';
import type { GraphQLError } from 'graphql';
import { bearerOf } from '../../http/bearer.js';
import { refusal } from '../../http/http-errors.js';
import { sendError } from '../../http/http-graphql.js';
import type { HttpResponse } from '../../http/http-response.js';
import type { Handler } from '../../http/http-server.js';
import { ConcurrencyLimit } from '../../process/concurrency-limit.js';
import { whileCollectingGarbage } from '../../process/garbage-collection.js';
import { mayPublish, type Publisher, publisherOf } from '../../process/publishers.js';
import { readMapping } from '../mapping/read-mapping.js';
import { findDataset, type Publishable } from '../packages.js';
import type { ParsingLimits } from '../parsing.js';
import { describeReport, reportAsCsv, reportAsJson } from '../report.js';
import { type IngestionReport, ingest } from '../run.js';
import { readSourceDescription } from '../source-description.js';
import { fileColumnNames } from '../stage-files.js';
import { lingeringClose } from './lingering-close.js';
import { type LogCause, publicationFailure } from './publication-failure.js';
import { type Upload, withUpload } from './upload.js';
import { readFields } from './upload-fields.js';

export interface PublishingOptions {
  publishers: readonly Publisher[];
  /** Maximum bytes of one upload. */
  maxBytes: number;
  /** Maximum number of uploads that are received or published at the same time. */
  atOnce: number;
  limits?: ParsingLimits;
  /** A folder on the disk of the database, if the database is on this machine. */
  databaseFolder?: string;
  /** Receives the causes of failed publications; written to stderr by default. */
  log?: LogCause;
}

/** Seconds in `Retry-After`. */
const RETRY_AFTER_SECONDS = 10;
const PREFIX = '/ingest/';

const logToStderr: LogCause = (message, cause) =>
  process.stderr.write(`${message}: ${cause instanceof Error ? cause.stack : String(cause)}\n`);

/**
 * Serves `POST /ingest/<dataset>` for authenticated publishers. The response is the report that `hub ingest` prints:
 * JSON, or CSV or text by the `Accept` header. Uploads are received concurrently, each into a temporary file, and
 * published one after the other, so that memory is bounded by one ingestion.
 */
export function ingestRoutes(subgraphs: readonly Publishable[], options: PublishingOptions): Record<string, Handler> {
  const arriving = new ConcurrencyLimit(options.atOnce, 0, () => busy(options.atOnce));
  const publishing = new ConcurrencyLimit(1, Number.POSITIVE_INFINITY, () => busy(options.atOnce));
  return {
    [PREFIX]: async (request, response) => {
      const name = datasetName(request);
      const publisher = admit(request, options.publishers, name);
      const found = findDataset(name, subgraphs);
      if (!found) throw refusal('PATH_UNKNOWN', `Unknown dataset ${JSON.stringify(name)}.`);
      if (request.method !== 'POST') throw refusal('UPLOAD_UNREADABLE', 'Send files with POST.');
      await arriving
        .run(async () => {
          const work = (upload: Upload) =>
            publishing.run(() => whileCollectingGarbage(() => publish(found, publisher, upload, options)));
          await answer(request, response, await withUpload(request, options.maxBytes, work));
        })
        .catch((error: unknown) => refuse(request, response, publicationFailure(error, options.log ?? logToStderr)));
    },
  };
}

/** @throws GraphQLError PATH_UNKNOWN if the path has an invalid escape */
function datasetName({ url = PREFIX }: IncomingMessage): string {
  const [path = ''] = url.split(/[?#]/);
  try {
    return decodeURIComponent(path.slice(PREFIX.length));
  } catch {
    throw refusal('PATH_UNKNOWN', 'The path has an invalid percent-encoding.');
  }
}

const busy = (atOnce: number) =>
  refusal(
    'UPLOADS_BUSY',
    `The limit of ${atOnce} concurrent ${atOnce === 1 ? 'upload' : 'uploads'} is reached. Send this upload again in ${RETRY_AFTER_SECONDS} seconds.`,
  );

/** Responds to a refused upload while its body may still arrive. */
async function refuse(request: IncomingMessage, response: HttpResponse, error: GraphQLError): Promise<void> {
  if (error.extensions.code === 'UPLOADS_BUSY') response.setHeader('retry-after', RETRY_AFTER_SECONDS);
  if (!request.complete) response.setHeader('connection', 'close');
  sendError(response, error);
  await lingeringClose(request);
}

/** @throws GraphQLError PUBLISHER_UNKNOWN, DATASET_NOT_YOURS, before anything of the body is read */
function admit({ headers }: IncomingMessage, publishers: readonly Publisher[], dataset: string): Publisher {
  const token = bearerOf(headers);
  const publisher = token === undefined ? undefined : publisherOf(publishers, token);
  if (!publisher)
    throw refusal('PUBLISHER_UNKNOWN', 'Send the token of a publisher, as "Authorization: Bearer <token>".');
  if (mayPublish(publisher, dataset)) return publisher;
  throw refusal(
    'DATASET_NOT_YOURS',
    `The token of ${publisher.name} allows ${publisher.datasets.join(', ')}, not ${JSON.stringify(dataset)}.`,
  );
}

type Found = NonNullable<ReturnType<typeof findDataset<Publishable>>>;

async function publish(
  { dataset, subgraph }: Found,
  { name }: Publisher,
  upload: Upload,
  { limits, databaseFolder }: PublishingOptions,
): Promise<IngestionReport> {
  const { files } = upload;
  const { source, mapping, ...flags } = readFields(upload);
  if (files.length === 0) throw refusal('UPLOAD_UNREADABLE', 'The upload has no file.');
  const columns = fileColumnNames(subgraph.database, dataset);
  return ingest(subgraph.database, {
    dataset,
    files,
    source: readSourceDescription(source, 'source'),
    mapping: mapping === undefined ? undefined : readMapping(mapping, 'mapping', columns),
    publishedBy: name,
    ...flags,
    limits,
    databaseFolder,
  });
}

async function answer({ headers }: IncomingMessage, response: ServerResponse, report: IngestionReport): Promise<void> {
  const accept = headers.accept ?? '';
  const [type, pieces] = accept.includes('text/csv')
    ? ['text/csv', reportAsCsv(report)]
    : accept.includes('text/plain')
      ? ['text/plain', [describeReport(report)]]
      : ['application/json', reportAsJson(report)];
  response.writeHead(report.outcome === 'rejected' ? 422 : 200, {
    'content-type': `${type}; charset=utf-8`,
    'cache-control': 'no-store',
  });
  // A client that disconnects early does not receive the rest.
  await pipeline(withNewline(pieces), response).catch(() => undefined);
}

function* withNewline(pieces: Iterable<string>): Generator<string> {
  yield* pieces;
  yield '\n';
}

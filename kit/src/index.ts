export { ColumnChange, KeyColumn, RowChange, RowChangeConnection, RowChangeKind } from './changes/change.js';
export type { ChangeFilter } from './changes/publication.resolver.js';
export type { Context } from './context.js';
export { Database, type Tables } from './database/database.js';
export { databaseFailure } from './database/failure.js';
export { NewerDatabaseError } from './database/newer-database.js';
export { type Dataset, dataset, type Reference, type RowRule } from './dataset/dataset.js';
export { Gazetteer, type GazetteerDefinition, type GazetteerPlace, type GazetteerRegion } from './dataset/gazetteer.js';
export type { Finding, Rule } from './dataset/rule.js';
export { rules } from './dataset/rules.js';
export { CabildoError, type ErrorCode, type ErrorDescription, errors, notFound } from './errors.js';
export { DiskFullError } from './ingest/disk-space.js';
export { guessMapping } from './ingest/guess/guess.js';
export { ingestRoutes, type PublishingOptions } from './ingest/http/routes.js';
export { knownCodes } from './ingest/known-codes.js';
export type { Mapping } from './ingest/mapping/mapping.js';
export { MappingError, readMapping } from './ingest/mapping/read-mapping.js';
export { mappingSchema } from './ingest/mapping/schema.js';
export { municipalitiesOfMexico } from './ingest/municipalities-of-mexico.js';
export { filesOfPackage, filesOfPackages, findDataset, type PackageFile, publishFiles } from './ingest/packages.js';
export { UnreadableFile } from './ingest/read/unreadable-file.js';
export { describeFinding, describeReport, reportAsCsv, reportAsJson } from './ingest/report.js';
export { type Revised, type Revising, RevisionError, revert, withdraw } from './ingest/revise.js';
export { type Amount, type Ingestion, type IngestionReport, ingest, type Progress } from './ingest/run.js';
export { readSourceDescription, type SourceDescription, SourceDescriptionError } from './ingest/source-description.js';
export { fileColumnNames, targetOf } from './ingest/stage-files.js';
export { PublicationUnknownError } from './log/commit.js';
export { exportLog } from './log/export.js';
export { idOfKey } from './log/head.js';
export { LogApi } from './log/log-api.js';
export { type LogSource, LogSourceError, logsOf } from './log/log-source.js';
export { type LostRevision, lostRevisions } from './log/lost-revisions.js';
export { LogBrokenError } from './log/nodes.js';
export type { Receipt } from './log/receipt.js';
export { readSavedHead, type SavedHead, saveHead } from './log/saved-head.js';
export { type Tampering, tamperings } from './log/tampering.js';
export { type Verification, type VerifyOptions, verifyDatabase } from './log/verify-database.js';
export { ExportError, verifyExport } from './log/verify-export.js';
export { type ResponseVerification, verifyResponse } from './log/verify-response.js';
export { type CachedList, cachedPage } from './page/cached-page.js';
export {
  by,
  connectionOf,
  LARGEST_PAGE,
  type OrderTerm,
  type Page,
  PageArgs,
  PageInfo,
  page,
} from './page/connection.js';
export { type ConnectionBelow, pageEach } from './page/page-each.js';
export { pageOfList } from './page/page-of-list.js';
export { byName, byRelevance, type Found, type SearchedColumns, search } from './page/search.js';
export { readSigningKey, SigningKeyError, type SigningKeys } from './process/signing-keys.js';
export { historyKey, historyOf } from './read/history.js';
export { type Batch, byArguments, type Loads, manyEach, oneEach } from './read/loader.js';
export { selects } from './read/selection.js';
export { type Rows, Snapshot } from './read/snapshot.js';
export type { Sources } from './read/sources.js';
export { Column, type ColumnOptions } from './record/column.js';
export { FindingSeverity, PublishedFinding } from './record/finding.js';
export { OPEN, Recorded, recordedColumns } from './record/recorded.js';
export { Revision } from './record/revision.js';
export { SOURCES_OF_VALUE, Source } from './record/source.js';
export { versionOf } from './record/version.js';
export { runSubgraph } from './run.js';
export { type CalendarDate, DateScalar } from './scalars/date.js';
export { type DateTime, DateTimeScalar } from './scalars/date-time.js';
export { type MunicipalityCode, MunicipalityCodeScalar } from './scalars/municipality-code.js';
export { type PartialDate, PartialDateScalar } from './scalars/partial-date.js';
export { type Period, PeriodScalar } from './scalars/period.js';
export { type Sha256, Sha256Scalar } from './scalars/sha256.js';
export { type StateCode, StateCodeScalar } from './scalars/state-code.js';
export { type Branded, textScalar } from './scalars/text.js';
export { type Url, UrlScalar } from './scalars/url.js';
export { type ServedSubgraph, type ServeOptions, serveSubgraph } from './serve.js';
export {
  type ConnectedSubgraph,
  type ConnectOptions,
  defineSubgraph,
  type Subgraph,
  type SubgraphDefinition,
} from './subgraph.js';

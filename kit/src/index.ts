export { ChangeKind, ColumnChange, KeyColumn, RowChange, RowChangeConnection } from './change.js';
export { Column, type ColumnOptions } from './column.js';
export {
  by,
  connectionOf,
  LARGEST_PAGE,
  type OrderTerm,
  type Page,
  PageArgs,
  PageInfo,
  page,
} from './connection.js';
export type { Context } from './context.js';
export { Database, type Tables } from './database/database.js';
export { databaseFailure } from './database/failure.js';
export { CabildoError, type ErrorCode, type ErrorDescription, errors, notFound } from './errors.js';
export { PublishedFinding } from './finding.js';
export { historyKey, historyOf } from './history.js';
export { type Dataset, dataset, type Reference, type RowRule } from './ingest/dataset.js';
export { Gazetteer, type GazetteerDefinition, type Place, type Region } from './ingest/gazetteer.js';
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
export { type Finding, type Rule, rules } from './ingest/rules.js';
export { type Amount, type Ingestion, ingest, type Progress, type Report } from './ingest/run.js';
export { readSourceDescription, type SourceDescription, SourceDescriptionError } from './ingest/source-description.js';
export { fileColumnNames, targetOf } from './ingest/stage-files.js';
export { type Batch, byArguments, type Loads, manyEach, oneEach } from './loader.js';
export { LogAnswers } from './log/answers.js';
export { exportLog } from './log/export.js';
export { idOfKey } from './log/head.js';
export { type LogSource, LogSourceError, logsOf } from './log/log-source.js';
export { LogBrokenError } from './log/nodes.js';
export { readSavedHead, type SavedHead, saveHead } from './log/saved-head.js';
export { readSigningKey, SigningKeyError, type SigningKeys } from './log/signing-keys.js';
export { type Tampering, tamperings } from './log/tampering.js';
export { type AnswerVerification, verifyAnswer } from './log/verify-answer.js';
export { type Verification, type VerifyOptions, verifyDatabase } from './log/verify-database.js';
export { ExportError, verifyExport } from './log/verify-export.js';
export { type ConnectionBelow, pageEach } from './page-each.js';
export { type KeptList, pageKept } from './page-kept.js';
export { pageOfList } from './page-of-list.js';
export { Pillar } from './pillar.js';
export type { ChangeFilter } from './publication.resolver.js';
export { OPEN, Recorded, recordedColumns } from './recorded.js';
export { Revision } from './revision.js';
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
export { byName, byRelevance, type Found, type Searched, search } from './search.js';
export { selects } from './selection.js';
export { type ServedSubgraph, type ServeOptions, serveSubgraph } from './serve.js';
export { type Rows, Snapshot } from './snapshot.js';
export { Source } from './source.js';
export {
  type ConnectedSubgraph,
  type ConnectOptions,
  defineSubgraph,
  type Subgraph,
  type SubgraphDefinition,
} from './subgraph.js';

import type { HubErrorCode } from '../errors.js';
import type { HubErrorEntry } from './hub-error-entry.js';
import { registryErrors } from './registry-errors.js';

/** Codes of errors that stop a command, and that the classes of other packages carry. */
type CommandErrorCode =
  | 'CONFIG'
  | 'SIGNING_KEY_UNKNOWN'
  | 'DATABASE_NEWER'
  | 'LOG_SOURCE'
  | 'SOURCE_DESCRIPTION_INVALID'
  | 'MAPPING_INVALID'
  | 'REVISION_REFUSED';

/** Errors of the `hub` command. */
export const hubErrors = {
  CONFIG: {
    cause: 'Environment variables are missing or have values that are not accepted.',
    remedy: 'Correct every variable that the message lists. Nothing was started.',
    example: 'PORT: "80a" is not a whole number from 0 to 65535.',
  },
  HOME_NOT_WRITABLE: {
    cause: 'The process cannot write to CABILDO_HOME.',
    remedy: 'Make the folder writable, or set CABILDO_HOME to another folder.',
    example: 'Cabildo cannot write to its home /srv/cabildo (EACCES).',
  },
  HOME_IN_USE: {
    cause: 'Another hub uses the same home.',
    remedy: 'Stop the other hub, or set CABILDO_HOME to another folder.',
    example: 'Another Cabildo (pid 812, hub start) is using /srv/cabildo.',
  },
  DISK_FULL: {
    cause: 'The disk of the home or of a temporary folder is full.',
    remedy: 'Free some space and run the command again.',
    example: 'The disk that holds /srv/cabildo is full.',
  },
  NO_BINARY: {
    cause: 'There is no PostgreSQL binary for this platform among the installed packages.',
    remedy: 'Install without omitting optional dependencies, or set DATABASE_URL to a PostgreSQL server.',
    example: 'There is no PostgreSQL for linux-riscv64 in node_modules.',
  },
  BINARY_UNUSABLE: {
    cause: 'The PostgreSQL binary is installed but does not run on this system.',
    remedy: 'Install again, or set DATABASE_URL to a PostgreSQL server.',
    example: 'The PostgreSQL in node_modules/… does not run here (GLIBC_2.34 not found).',
  },
  NO_ACCOUNT: {
    cause: 'PostgreSQL refuses to run as root, and no other system account can be used.',
    remedy: 'Create the system account "cabildo", or start the hub as a user who is not root.',
    example: 'PostgreSQL refuses to run as root, there is no system account "postgres" or "cabildo".',
  },
  DATA_VERSION: {
    cause: 'Another major version of PostgreSQL created the data folder.',
    remedy: 'Start the version of Cabildo that created it, or set CABILDO_HOME to another folder.',
    example: '/srv/cabildo/postgres was made by PostgreSQL 17, and this is PostgreSQL 18.',
  },
  DATA_FOLDER_UNUSABLE: {
    cause: 'The data folder is not a PostgreSQL folder, or its account cannot reach it.',
    remedy: 'Correct the permissions that the message names, or set CABILDO_HOME to another folder.',
    example: 'PostgreSQL runs as user 999, which cannot get into /root/cabildo.',
  },
  PASSWORD_UNKNOWN: {
    cause: 'The password in the home is not the password of its PostgreSQL.',
    remedy: 'Stop every hub, delete postgres.password in the home, and start again. The data stay.',
    example: 'The password in the home, postgres.password, is not the one of its PostgreSQL.',
  },
  SHARED_MEMORY: {
    cause: 'The system does not give PostgreSQL the shared memory that it needs.',
    remedy: 'Raise the limit of shared memory, for example with --shm-size for a container.',
    example: 'initdb cannot use /srv/cabildo/postgres (could not create shared memory segment).',
  },
  POSTGRES_SLOW: {
    cause: 'PostgreSQL did not accept connections in time; it may be recovering.',
    remedy: 'Read postgres.log in the home, and start again.',
    example: 'PostgreSQL on /srv/cabildo/postgres was not ready within 60 s.',
  },
  POSTGRES_FAILED: {
    cause: 'PostgreSQL ended or refused the connection.',
    remedy: 'Read the log file that the message names.',
    example: 'postgres ended on /srv/cabildo/postgres; see /srv/cabildo/postgres.log.',
  },
  UNKNOWN_DATASET: {
    cause: 'No subgraph of the hub has a dataset of this name.',
    remedy: 'Use one of the names that the message lists.',
    example: 'There is no dataset "observacion"; there are authority, observation, ….',
  },
  PARTNERS_UNREADABLE: {
    cause: 'The file of partners, or an SDL file that it names, cannot be read.',
    remedy: 'Write a JSON list of { "name", "url", "sdl" }.',
    example: 'partners.json is not JSON (Unexpected token).',
  },
  PARTNER_OVERRIDES: {
    cause: 'A partner takes a field from another subgraph with @override.',
    remedy: 'Remove @override, or give the field another name.',
    example: 'The subgraph wells overrides Municipality.name of municipalities.',
  },
  FILE_UNREADABLE: {
    cause: 'A file that a command names does not exist, is a folder, or has another content.',
    remedy: 'Name a readable file.',
    example: 'pobreza.xlsx cannot be read (ENOENT). Name a readable file.',
  },
  SOURCE_DESCRIPTION_INVALID: {
    cause: 'source.json lacks a required property, or one has a value that is not accepted.',
    remedy: 'Correct each property that the message lists.',
    example: 'source.json: "publisher" must be a text.',
  },
  MAPPING_INVALID: {
    cause: 'mapping.json does not fit schema/mapping.schema.json.',
    remedy: 'Correct each path that the message lists; an editor shows them with "$schema".',
    example: 'mapping.json: /columns/value/number/decimal must be equal to one of ".", ",".',
  },
  REVISION_REFUSED: {
    cause: 'A dataset cannot be reverted or a source withdrawn as requested.',
    remedy: 'Choose a revision or source that the message names, or withdraw the referring rows first.',
    example: 'The source "inegi" has nothing in the dataset observation.',
  },
  PUBLICATION_FAILED: {
    cause: 'PostgreSQL ended a publication: the connection was lost, or its disk is full. Nothing was changed.',
    remedy: 'Resolve the cause and publish the same file again. An unchanged file creates no revision.',
    http: 503,
    example: 'PostgreSQL ended the publication (terminating connection): nothing was changed.',
  },
  PACKAGE_REJECTED: {
    cause: 'A data package in data/ has an error.',
    remedy: 'Correct the rows that the report names.',
    example: 'The data package file data/indicadores/indicator.csv was rejected, with its report.',
  },
  SIGNING_KEY_UNREADABLE: {
    cause: 'The private key in the home that signs the logs cannot be read.',
    remedy: 'Restore the file from your backup; if there is none, use hub rotate-key --lost.',
    example: 'The key /srv/cabildo/signing.key that signs the logs cannot be read (EACCES).',
  },
  SIGNING_KEY_GIVEN: {
    cause: 'hub rotate-key cannot replace a key that comes from the environment.',
    remedy: 'Set SIGNING_KEY to the new key and SIGNING_KEY_PREVIOUS to the old one, and start the hub.',
    example: 'The key comes from SIGNING_KEY: set that to a new key.',
  },
  DATABASE_NEWER: {
    cause: 'A newer version of the software migrated the database.',
    remedy: 'Run that version, or restore a backup from before the upgrade.',
    example: 'The schema indicators was migrated by a newer version of this software (Kit0007Parts).',
  },
  SIGNING_KEY_UNKNOWN: {
    cause: 'The log was signed by another key than the one that is configured.',
    remedy: 'Configure the key that signed the log, or name the lost one with hub rotate-key --lost.',
    example: 'The log of indicators is signed by the key 3f2a…, and another one is configured.',
  },
  HEAD_UNREADABLE: {
    cause: 'The file of saved heads is not what hub verify --save writes.',
    remedy: 'Name the file that hub verify --save wrote.',
    example: 'head.json holds no saved head: Unexpected end of JSON input.',
  },
  NO_LOG: {
    cause: 'The database of the hub has no log yet.',
    remedy: 'Start the hub once; it migrates its tables.',
    example: 'This hub has no log yet: start it once.',
  },
  LOG_SOURCE: {
    cause: 'The logs that prove a response cannot be fetched.',
    remedy: 'Start the hub, or name the address of the logs with --from.',
    example: 'http://localhost:4000/log/indicators/head cannot be fetched (ECONNREFUSED).',
  },
  BAD_FLAG: {
    cause: 'An option of a command has a value that is not accepted, or does not fit the others.',
    remedy: 'Correct the option that the message names.',
    example: '--scope admin: expected one of check, publish, steward.',
  },
  BAD_OPERATION: {
    cause: 'An operation in schema/operations does not fit the API or has no name.',
    remedy: 'Correct the operation file that the message names.',
    example: 'The operation file whole-picture.graphql does not fit the API.',
  },
  ...registryErrors,
  PORT_TAKEN: {
    cause: 'Another process listens on the port.',
    remedy: 'Stop the other process, or choose another port.',
    example: 'Port 4000 is taken by another process: stop it, or set PORT to another.',
  },
  PORT_REFUSED: {
    cause: 'The system does not let this process listen on the port or address.',
    remedy: 'Choose a port above 1023 and an address of this machine.',
    example: 'Cabildo may not listen on port 80 of 127.0.0.1 (EACCES).',
  },
} as const satisfies Record<HubErrorCode | CommandErrorCode, HubErrorEntry>;

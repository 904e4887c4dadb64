export {
  ConfigError,
  readConfig,
  readDsn,
  readPort,
  readText,
  type Values,
  type Variable,
  type Variables,
} from './config.js';

import { readConfig, readPort, readText } from '@cabildo/kit/process';

/** The environment of the hub on one machine. Nothing else of the hub reads it. */
export const variables = {
  PORT: { description: 'The port that the hub answers on.', read: readPort, fallback: 4000 },
  HOST: { description: 'The address that the hub listens on.', read: readText, fallback: '127.0.0.1' },
  CABILDO_HOME: { description: 'The folder that holds what the hub keeps.', read: readText, fallback: '.cabildo' },
};

export const readHubConfig = () => readConfig(variables, process.env);

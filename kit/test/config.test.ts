import { ConfigError, readConfig, readDsn, readPort, readText } from '@cabildo/kit/process';

const variables = {
  PORT: { description: 'The port.', read: readPort, fallback: 4000 },
  DATABASE_URL: { description: 'Where the tables are.', read: readDsn, secret: true },
  NAME: { description: 'A name.', read: readText, fallback: undefined },
};

describe('the environment', () => {
  it('is read into values, with defaults for what may be absent', () => {
    expect(readConfig(variables, { DATABASE_URL: 'postgresql://u:p@h/d', PORT: '0', OTHER: 'x' })).toEqual({
      PORT: 0,
      DATABASE_URL: 'postgresql://u:p@h/d',
      NAME: undefined,
    });
  });

  it('reports every problem at once, and never a secret', () => {
    const read = () => readConfig(variables, { PORT: '70000', DATABASE_URL: 'mysql://u:hunter2@h/d' });
    expect(read).toThrow(ConfigError);
    expect(read).toThrow(
      'PORT is "70000": expected a port number from 0 to 65535\nDATABASE_URL: expected a connection string such as postgresql://user:password@host:5432/database',
    );
    expect(() => readConfig(variables, {})).toThrow('DATABASE_URL is not set. Where the tables are.');
  });
});

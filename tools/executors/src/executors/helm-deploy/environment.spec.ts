import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { parse } from 'dotenv';
import { describe, expect, it } from 'vitest';
import { checkEnvironment, readEnvironment } from './environment';

const url = 'postgresql://todo:pass@ep-1.aws.neon.tech/todo?sslmode=require&channel_binding=require';
const secret = 'k3Jp0Qw8Zr5Tn2Xv7Lb9Mc4Df6Gh1Sy0Aa';

describe('checkEnvironment', () => {
  it.each([
    ['DATABASE_URL', url],
    ['DATABASE_URL', 'postgres://u@localhost:5432/db'],
    ['DATABASE_URL', 'postgresql+psycopg://u:p@host/db'],
    ['COHERE_API_KEY', 'Zq3nT8vK1xW6yR4bM9cL2dF7'],
    ['BETTER_AUTH_SECRET', secret],
  ])('takes %s=%s', (name, value) => {
    expect(checkEnvironment({ [name]: value }, {})).toEqual({ given: { [name]: value }, problems: [] });
  });

  it.each([
    ['DATABASE_URL', '', 'is empty'],
    ['DATABASE_URL', 'mysql://u:p@host/db', 'is not what it should be'],
    ['DATABASE_URL', 'postgresql://host', 'is not what it should be'],
    ['DATABASE_URL', 'postgresql://user:<password>@host/db', 'is still a placeholder'],
    ['DATABASE_URL', `${url}\n`, 'starts or ends with white space'],
    ['COHERE_API_KEY', '   ', 'is empty'],
    ['COHERE_API_KEY', 'your-api-key-goes-here', 'is still a placeholder'],
    ['COHERE_API_KEY', 'short', 'is not what it should be'],
    ['BETTER_AUTH_SECRET', 'changeme', 'is still a placeholder'],
    ['BETTER_AUTH_SECRET', 'only-thirty-one-characters-long', 'is not what it should be'],
  ])('names %s=%j: it %s', (name, value, what) => {
    const { given, problems } = checkEnvironment({ [name]: value }, {});
    expect(given).toEqual({});
    expect(problems.map(({ message }) => message)).toEqual([`${name} in .env ${what}.`]);
  });

  it('says what a variable wants, and never what it holds', () => {
    const [problem] = checkEnvironment({ DATABASE_URL: 'mysql://root:hunter2@db/x' }, {}).problems;
    expect(problem?.hint).toContain('postgresql://user:password@host/database');
    expect(`${problem?.message} ${problem?.hint}`).not.toContain('hunter2');
  });

  it('lets the environment win, and says where a wrong value comes from', () => {
    expect(checkEnvironment({ DATABASE_URL: 'wrong' }, { DATABASE_URL: url }).given).toEqual({ DATABASE_URL: url });
    const { problems } = checkEnvironment({ DATABASE_URL: url }, { DATABASE_URL: '' });
    expect(problems[0]?.message).toBe('DATABASE_URL in the environment is empty.');
  });
});

describe('readEnvironment', () => {
  it('reads quoted values of .env', () => {
    const workspace = mkdtempSync(join(tmpdir(), 'environment-'));
    writeFileSync(join(workspace, '.env'), `# mine\nDATABASE_URL="${url}"\n`);
    expect(readEnvironment(workspace, {}).given).toEqual({ DATABASE_URL: url });
    rmSync(workspace, { recursive: true });
  });

  it('finds nothing where there is no .env', () => {
    expect(readEnvironment('/nowhere', { PATH: '/bin' })).toEqual({ given: {}, problems: [] });
  });
});

describe('.env.example', () => {
  const text = readFileSync(join(__dirname, '../../../../../.env.example'), 'utf8');

  it('sets nothing when it is copied as it is', () => {
    expect(checkEnvironment(parse(text), {})).toEqual({ given: {}, problems: [] });
  });

  it('is refused where its examples are taken for values', () => {
    const taken = parse(text.replace(/^# (?=[A-Z_]+=)/gm, ''));
    expect(Object.keys(taken)).toEqual(['DATABASE_URL', 'COHERE_API_KEY', 'BETTER_AUTH_SECRET']);
    expect(checkEnvironment(taken, {}).problems).toHaveLength(3);
  });
});

import { parse } from 'dotenv';
import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { UserError } from '../../lib/errors';

/** The secrets that a user gave; an absent one was not given. */
export interface Environment {
  DATABASE_URL?: string;
  COHERE_API_KEY?: string;
  BETTER_AUTH_SECRET?: string;
}

interface Variable {
  wants: string;
  isGood: (value: string) => boolean;
}

const placeholder =
  /<[^>]*>|\.\.\.|ep-cool-name|^(change-?me|replace-?me|todo|xxx+|secret|your[-_ ].*)$|your[-_](key|secret|api|password)/i;

const variables: Record<keyof Environment, Variable> = {
  DATABASE_URL: {
    wants: 'a Postgres URL such as postgresql://user:password@host/database?sslmode=require',
    isGood: isPostgresUrl,
  },
  COHERE_API_KEY: {
    wants: 'the key of a Cohere account, at least 20 characters without spaces (dashboard.cohere.com/api-keys)',
    isGood: (value) => /^\S{20,}$/.test(value),
  },
  BETTER_AUTH_SECRET: {
    wants: 'at least 32 characters without spaces, such as the output of `openssl rand -base64 32`',
    isGood: (value) => /^\S{32,}$/.test(value),
  },
};

/** The names of all that a user may give. */
export const variableNames: readonly string[] = Object.keys(variables);

/** Reads the workspace's `.env`, if there is one, and what of it the process environment sets; the latter wins. */
export function readEnvironment(
  workspace: string,
  environment: Readonly<Record<string, string | undefined>>,
): { given: Environment; problems: UserError[] } {
  const file = join(workspace, '.env');
  return checkEnvironment(existsSync(file) ? parse(readFileSync(file)) : {}, environment);
}

/** Takes the known variables out of both sources and says of each wrong one what it wants, never what it holds. Pure. */
export function checkEnvironment(
  file: Readonly<Record<string, string | undefined>>,
  environment: Readonly<Record<string, string | undefined>>,
): { given: Environment; problems: UserError[] } {
  const given: Environment = {};
  const problems: UserError[] = [];
  for (const [name, { wants, isGood }] of Object.entries(variables) as [keyof Environment, Variable][]) {
    const value = environment[name] ?? file[name];
    if (value === undefined) continue;
    const origin = environment[name] === undefined || environment[name] === file[name] ? '.env' : 'the environment';
    const problem = findProblem(value, isGood);
    if (!problem) given[name] = value;
    else
      problems.push(
        new UserError(`${name} in ${origin} ${problem}.`, `It wants ${wants}. Or leave it out: see .env.example.`),
      );
  }
  return { given, problems };
}

function findProblem(value: string, isGood: (value: string) => boolean): string | undefined {
  if (value.trim() === '') return 'is empty';
  if (value !== value.trim()) return 'starts or ends with white space';
  if (placeholder.test(value)) return 'is still a placeholder';
  return isGood(value) ? undefined : 'is not what it should be';
}

function isPostgresUrl(value: string): boolean {
  if (!URL.canParse(value)) return false;
  const { protocol, hostname, pathname } = new URL(value);
  return /^postgres(ql)?(\+\w+)?:$/.test(protocol) && hostname !== '' && pathname.length > 1;
}

import { type ParseArgsConfig, parseArgs } from 'node:util';
import { UserError } from '@todo-app/executors';

/** What the user asked for, checked. Fields are absent where neither an option nor a variable says anything. */
export interface Request {
  /** Undefined where only help was asked for. */
  command: CommandName | undefined;
  help: boolean;
  /** Name of our own cluster; naming one means that our own is wanted. */
  cluster?: string;
  /** Port of this machine's loopback for the application. */
  port?: number;
  /** A context of the user's kubeconfig, whatever it is. */
  context?: string;
  purge: boolean;
  json: boolean;
  export: boolean;
}

interface CommandText {
  summary: string;
  options: readonly OptionName[];
}

const commands = {
  setup: {
    summary: 'Make sure of the container engine and of helm; writes dist/tools/cluster/tools.json.',
    options: [],
  },
  up: {
    summary: 'Find, start or make a cluster; writes dist/tools/cluster/cluster.json.',
    options: ['name', 'port', 'context'],
  },
  down: { summary: 'Stop our own cluster and keep its data.', options: ['name', 'purge'] },
  status: {
    summary: 'Say what is healthy and what is not, with the last lines of its log.',
    options: ['name', 'json'],
  },
  kubeconfig: { summary: "Print the path of the cluster's kubeconfig.", options: ['name', 'export'] },
} as const satisfies Record<string, CommandText>;

export type CommandName = keyof typeof commands;

const options = {
  name: { type: 'string', value: 'NAME', text: 'our own cluster of this name (TODO_CLUSTER_NAME; todo-app)' },
  port: {
    type: 'string',
    value: 'PORT',
    text: 'port of 127.0.0.1 where the application answers (TODO_CLUSTER_PORT; 30080)',
  },
  context: {
    type: 'string',
    value: 'CONTEXT',
    text: 'use this context of your kubeconfig, wherever it is (TODO_CLUSTER_CONTEXT)',
  },
  purge: { type: 'boolean', value: '', text: 'remove the cluster with its data; only the cache stays' },
  json: { type: 'boolean', value: '', text: 'print one JSON object' },
  export: { type: 'boolean', value: '', text: 'print a line for the shell: export KUBECONFIG=…' },
} as const;

type OptionName = keyof typeof options;

/** Reads the arguments of the command line, then the variables for what they leave open. Throws a letter on anything unknown. */
export function parseRequest(argv: readonly string[], env: NodeJS.ProcessEnv): Request {
  const [word, ...rest] = argv;
  if (word === undefined || word === '--help' || word === 'help')
    return { ...emptyRequest, command: undefined, help: true };
  if (!isCommand(word))
    throw new UserError(`Read the command: "${word}" is none.`, `Commands: ${Object.keys(commands).join(', ')}`);
  const values = parseOptions(word, rest);
  const known: readonly OptionName[] = commands[word].options;
  const text = (name: 'name' | 'port' | 'context', variable: string): string | undefined =>
    known.includes(name) ? (values[name] as string | undefined) || env[variable] || undefined : undefined;
  const port = text('port', 'TODO_CLUSTER_PORT');
  const cluster = text('name', 'TODO_CLUSTER_NAME');
  const context = text('context', 'TODO_CLUSTER_CONTEXT');
  return {
    command: word,
    help: values['help'] === true,
    ...(cluster !== undefined && { cluster: parseName(cluster) }),
    ...(port !== undefined && { port: parsePort(port) }),
    ...(context !== undefined && { context }),
    purge: values['purge'] === true,
    json: values['json'] === true,
    export: values['export'] === true,
  };
}

const emptyRequest = { purge: false, json: false, export: false };
const isCommand = (word: string): word is CommandName => Object.hasOwn(commands, word);

function parseOptions(command: CommandName, argv: readonly string[]): Record<string, unknown> {
  const known: readonly OptionName[] = commands[command].options;
  const config: ParseArgsConfig['options'] = { help: { type: 'boolean' } };
  for (const name of known) config[name] = { type: options[name].type };
  try {
    return parseArgs({ args: [...argv], options: config, strict: true, allowPositionals: false }).values;
  } catch (error) {
    const [reason] = (error as Error).message.split('. ');
    throw new UserError(`Read the options of "${command}": ${reason}.`, `Run: npx nx ${command} cluster --args=--help`);
  }
}

function parseName(name: string): string {
  if (/^[a-z0-9]([a-z0-9-]{0,38}[a-z0-9])?$/.test(name)) return name;
  throw new UserError(
    `Read the cluster's name: "${name}" is not one.`,
    'A name has 1 to 40 small letters, digits and dashes, and begins and ends with a letter or digit.',
  );
}

function parsePort(text: string): number {
  const port = Number(text);
  if (/^\d+$/.test(text) && port >= 1 && port <= 65535) return port;
  throw new UserError(
    `Read the port: "${text}" is not one.`,
    'A port is a whole number from 1 to 65535; the default is 30080.',
  );
}

/** The help for one command. */
export function formatHelp(command: CommandName): string {
  const known: readonly OptionName[] = commands[command].options;
  const rows = known.map(
    (name) => [`--${name}${options[name].value && ` ${options[name].value}`}`, options[name].text] as const,
  );
  const lines = [...rows, ['--help', 'print this'] as const].map(([option, text]) => `  ${option.padEnd(18)}${text}`);
  return [`npx nx ${command} cluster [options]`, '', commands[command].summary, '', ...lines].join('\n');
}

/** The help for all of them. */
export function formatCommands(): string {
  const lines = Object.entries(commands).map(([name, { summary }]) => `  ${name.padEnd(12)}${summary}`);
  return [
    'npx nx COMMAND cluster [options]',
    '',
    ...lines,
    '',
    'Options of one command: npx nx COMMAND cluster --args=--help',
  ].join('\n');
}

import { UserError } from '@todo-app/executors';
import { describe, expect, it } from 'vitest';
import { formatCommands, formatHelp, parseRequest } from './args';

describe('parseRequest', () => {
  it('reads the options of up', () => {
    expect(parseRequest(['up', '--name=b', '--port', '30081'], {})).toMatchObject({
      command: 'up',
      cluster: 'b',
      port: 30081,
    });
  });

  it('leaves open what nobody said', () => {
    const request = parseRequest(['up'], {});
    expect([request.cluster, request.port, request.context]).toEqual([undefined, undefined, undefined]);
  });

  it('takes variables for what the options leave open', () => {
    const env = { TODO_CLUSTER_NAME: 'c', TODO_CLUSTER_PORT: '30082', TODO_CLUSTER_CONTEXT: 'minikube' };
    expect(parseRequest(['up'], env)).toMatchObject({ cluster: 'c', port: 30082, context: 'minikube' });
  });

  it('prefers an option to its variable', () => {
    expect(parseRequest(['down', '--name=b'], { TODO_CLUSTER_NAME: 'c' }).cluster).toBe('b');
  });

  it('reads purge, json and export as switches', () => {
    expect(parseRequest(['down', '--purge'], {}).purge).toBe(true);
    expect(parseRequest(['status', '--json'], {}).json).toBe(true);
    expect(parseRequest(['kubeconfig', '--export'], {}).export).toBe(true);
  });

  it.each([
    [['up', '--nmae=b'], /'--nmae'/],
    [['up', '--purge'], /'--purge'/],
    [['setup', '--port=1'], /'--port'/],
    [['up', 'extra'], /'extra'/],
    [['start'], /"start"/],
    [['up', '--port=80a'], /"80a"/],
    [['up', '--port=70000'], /"70000"/],
    [['up', '--name=Big_Name'], /"Big_Name"/],
    [['up', `--name=${'a'.repeat(41)}`], /is not one/],
  ])('refuses %j by name', (argv, named) => {
    expect(() => parseRequest(argv, {})).toThrow(UserError);
    expect(() => parseRequest(argv, {})).toThrow(named);
  });

  it('asks for help without a command', () => {
    expect(parseRequest([], {})).toMatchObject({ command: undefined, help: true });
  });
});

describe('help', () => {
  it('is asked for in the way that Nx passes on', () => {
    expect(formatCommands()).toContain('npx nx COMMAND cluster --args=--help');
    expect(() => parseRequest(['up', '--nmae=b'], {})).toThrow(
      expect.objectContaining({ hint: 'Run: npx nx up cluster --args=--help' }),
    );
  });

  it('names every command', () => {
    expect(formatCommands()).toMatch(/setup[^]+up[^]+down[^]+status[^]+kubeconfig/);
  });

  it('names the options that a command has, and no others', () => {
    expect(formatHelp('down')).toContain('--purge');
    expect(formatHelp('down')).not.toContain('--port');
  });
});

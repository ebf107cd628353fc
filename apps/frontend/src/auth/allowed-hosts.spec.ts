import { describe, expect, test } from 'vitest';
import { isAllowedHost } from './allowed-hosts';

describe('without any list', () => {
  test.each([
    '127.0.0.1:30080',
    '192.168.49.2:30080',
    '[::1]:3000',
    'localhost',
    'localhost:53219',
    'frontend-svc',
    'frontend-svc.todo-app.svc',
    'frontend-svc.todo-app.svc.cluster.local:80',
    'devbox',
    'todo.localhost',
    'devbox.local:30080',
  ])('%s is ours', (host) => {
    expect(isAllowedHost(host, [])).toBe(true);
  });

  test.each([
    'todo.example.com',
    'evil.example',
    '127.0.0.1.evil.com',
    'localhost.evil.com',
    'evillocal.com',
    'frontend-svc.evil.com',
  ])('%s is not', (host) => {
    expect(isAllowedHost(host, [])).toBe(false);
  });
});

describe('with a list', () => {
  test('a listed name is ours on any port', () => {
    expect(isAllowedHost('Todo.example.com:8443', ['todo.example.com'])).toBe(true);
  });

  test('a name listed with a port is ours on that port only', () => {
    expect(isAllowedHost('todo.example.com:8443', ['todo.example.com:8443'])).toBe(true);
    expect(isAllowedHost('todo.example.com:9000', ['todo.example.com:8443'])).toBe(false);
  });

  test('a star stands for what comes before a dot, and for something', () => {
    expect(isAllowedHost('a.b.example.com', ['*.example.com'])).toBe(true);
    expect(isAllowedHost('example.com', ['*.example.com'])).toBe(false);
    expect(isAllowedHost('evilexample.com', ['*.example.com'])).toBe(false);
  });
});

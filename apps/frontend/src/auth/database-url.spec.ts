import { expect, test } from 'vitest';
import { normalizeDatabaseUrl, resolveDirectUrl } from './database-url';

test.each(['require', 'prefer', 'verify-ca'])('sslmode=%s becomes verify-full', (mode) => {
  const url = normalizeDatabaseUrl(
    `postgres://u:p@ep-a-pooler.eu.aws.neon.tech/db?sslmode=${mode}&channel_binding=require`,
  );
  expect(url).toBe('postgresql://u:p@ep-a-pooler.eu.aws.neon.tech/db?sslmode=verify-full&channel_binding=require');
});

test('a URL that asks for no TLS gets none', () => {
  expect(normalizeDatabaseUrl('postgresql://u:p@todo-app-postgres:5432/todo')).toBe(
    'postgresql://u:p@todo-app-postgres:5432/todo',
  );
});

test('the driver that SQLAlchemy wants is dropped', () => {
  expect(normalizeDatabaseUrl('postgresql+psycopg://u:p%40@h/db')).toBe('postgresql://u:p%40@h/db');
});

test("Neon's pooler is passed by for migrations", () => {
  expect(resolveDirectUrl('postgresql://u:p@ep-a-b-123-pooler.eu.aws.neon.tech/db')).toBe(
    'postgresql://u:p@ep-a-b-123.eu.aws.neon.tech/db',
  );
});

test("somebody else's host keeps its name", () => {
  expect(resolveDirectUrl('postgresql://u:p@pg-pooler.example.com/db')).toBe(
    'postgresql://u:p@pg-pooler.example.com/db',
  );
});

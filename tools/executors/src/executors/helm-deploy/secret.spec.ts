import { describe, expect, it } from 'vitest';
import { planSecret, type SecretContent } from './secret';

const url = 'postgresql://todo:pass@db/todo';
const live: SecretContent = { DATABASE_URL: url, BETTER_AUTH_SECRET: 'k'.repeat(43) };
const generate = (): string => 'generated';
const never = (): string => {
  throw new Error('nothing may be generated');
};

describe('planSecret', () => {
  it('makes password, URL and signing secret where nothing is given', () => {
    expect(planSecret('s', {}, undefined, true, generate).content).toEqual({
      BETTER_AUTH_SECRET: 'generated',
      DATABASE_URL: 'postgresql://todo:generated@todo-app-postgres:5432/todo',
      POSTGRES_PASSWORD: 'generated',
    });
  });

  it('generates once: what lives in the cluster is kept, and nothing is written', () => {
    const { content } = planSecret('s', {}, undefined, true, generate);
    const again = planSecret('s', {}, content, true, never);
    expect(again).toMatchObject({ content, changed: [] });
  });

  it('makes no password where the database is elsewhere', () => {
    expect(planSecret('s', { DATABASE_URL: url }, live, false, never)).toMatchObject({ content: live, changed: [] });
  });

  it('makes a password for a Postgres of the release beside a given URL', () => {
    const { content } = planSecret('s', { DATABASE_URL: url }, live, true, generate);
    expect(content).toEqual({ ...live, POSTGRES_PASSWORD: 'generated' });
  });

  it('keeps the signing secret but takes a given one', () => {
    const given = { DATABASE_URL: url, BETTER_AUTH_SECRET: 'n'.repeat(32) };
    expect(planSecret('s', given, live, false, never).changed).toEqual(['BETTER_AUTH_SECRET']);
  });

  it('removes the assistant key when it is no longer given', () => {
    const before = { ...live, COHERE_API_KEY: 'c'.repeat(40) };
    const plan = planSecret('s', { DATABASE_URL: url }, before, false, never);
    expect(plan).toMatchObject({ content: live, changed: ['COHERE_API_KEY'] });
  });

  it('leaves the keys of others alone', () => {
    const plan = planSecret('s', { DATABASE_URL: url }, { ...live, SMTP_PASSWORD: 'theirs' }, false, never);
    expect(plan.content['SMTP_PASSWORD']).toBe('theirs');
  });

  it('goes back to the Postgres of the release with the password of old', () => {
    const { content } = planSecret('s', {}, { ...live, POSTGRES_PASSWORD: 'old' }, true, never);
    expect(content['DATABASE_URL']).toBe('postgresql://todo:old@todo-app-postgres:5432/todo');
  });
});

describe('the checksum', () => {
  const checksum = (content: SecretContent): string =>
    planSecret('s', { DATABASE_URL: url }, content, false, never).checksum;

  it('is the same for the same content in any order', () => {
    expect(checksum({ ...live, A: '1', B: '2' })).toBe(checksum({ B: '2', A: '1', ...live }));
  });

  it('changes with a value, and with the signing secret', () => {
    expect(checksum({ ...live, A: '1' })).not.toBe(checksum({ ...live, A: '2' }));
    expect(checksum(live)).not.toBe(checksum({ ...live, BETTER_AUTH_SECRET: 'x'.repeat(43) }));
  });
});

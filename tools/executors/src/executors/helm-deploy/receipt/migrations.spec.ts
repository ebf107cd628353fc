import { expect, it } from 'vitest';
import { isReadable, listBreaking, listMigrations, nameMigration, nameSchema } from './migrations';

const files = {
  backend: {
    'api/migrations/versions/0002_b.py': '2',
    'api/migrations/versions/0001_a.py': '1',
    'api/migrations/env.py': 'e',
  },
  frontend: { 'web/migrations/20260101_first.sql': '3', 'web/src/migrate/migrate.ts': '4' },
};

it('finds the numbered files in folders of migrations', () => {
  expect(listMigrations(files)).toEqual([
    'api/migrations/versions/0001_a.py',
    'api/migrations/versions/0002_b.py',
    'web/migrations/20260101_first.sql',
  ]);
});

it('names them as a label may be', () => {
  expect(nameMigration('api/migrations/0001_a b+.py')).toBe('0001_a-b');
  expect(nameMigration(`api/migrations/${'1'.repeat(80)}.py`)).toHaveLength(63);
  expect(nameSchema({ backend: files.backend })).toBe('0002_b');
  expect(nameSchema({})).toBe('none');
});

it.each([
  ['readable_by_older_code: bool = True', true],
  ['readable_by_older_code = True', true],
  ['-- readable_by_older_code = true', true],
  ['readable_by_older_code = False', false],
  ['revision: str = "0002"', false],
  ['not_readable_by_older_code = True', false],
])('of %j says %s', (text, readable) => {
  expect(isReadable(text)).toBe(readable);
});

it('finds the new migrations that older code cannot live with', () => {
  const [first, second] = ['api/migrations/0001_a.sql', 'api/migrations/0002_b.sql'];
  const [before, now] = [{ backend: { [first]: '1' } }, { backend: { [first]: '1', [second]: '2' } }];
  expect(listBreaking(before, now, [])).toEqual([second]);
  expect(listBreaking(before, now, [second])).toEqual([]);
  expect(listBreaking(now, before, [])).toEqual([]);
});

it('says nothing of migrations where nobody remembers what runs', () => {
  expect(listBreaking({ frontend: {} }, { backend: files.backend }, [])).toEqual([]);
});

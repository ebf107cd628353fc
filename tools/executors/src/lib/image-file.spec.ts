import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { UserError } from './errors';
import { type ImageFile, imageFilePath, inputsTag, parseImageFile, readImageFile, writeImageFile } from './image-file';

const image: ImageFile = {
  project: 'backend',
  repository: 'todo-app/backend',
  tag: '1f3a9c0b2d4e',
  imageId: `sha256:1f3a9c0b2d4e${'0'.repeat(52)}`,
  inputs: `sha256:${'ab'.repeat(32)}`,
  digest: null,
  platform: 'linux/amd64',
  sizeBytes: 118_000_000,
  engine: 'podman',
};

let root: string;
beforeEach(() => {
  root = mkdtempSync(join(tmpdir(), 'image-file-'));
});
afterEach(() => {
  rmSync(root, { recursive: true });
});

describe('image.json', () => {
  it('reads back what was written', () => {
    writeImageFile(root, 'apps/backend', image);
    expect(readImageFile(root, 'apps/backend', 'backend')).toEqual(image);
  });

  it('lies under dist, at the project root', () => {
    writeImageFile(root, 'apps/backend', image);
    expect(JSON.parse(readFileSync(join(root, 'dist/apps/backend/image.json'), 'utf8'))).toEqual(image);
  });

  it('names the file and the command when it is absent', () => {
    const read = (): unknown => readImageFile(root, 'apps/backend', 'backend');
    expect(read).toThrow(
      new UserError('No image for "backend" (dist/apps/backend/image.json).', 'Run: nx container backend', {
        cause: expect.anything(),
      }),
    );
  });

  it('names the file when it is not JSON', () => {
    mkdirSync(join(root, 'dist/apps/backend'), { recursive: true });
    writeFileSync(join(root, imageFilePath('apps/backend')), '{"project": "back');
    expect(() => readImageFile(root, 'apps/backend', 'backend')).toThrow(
      'Read dist/apps/backend/image.json: it holds no JSON object.',
    );
  });

  it.each([
    ['tag', 'latest'],
    ['imageId', 'sha256:123'],
    ['inputs', undefined],
    ['digest', 'v1'],
    ['sizeBytes', '118 MB'],
    ['engine', ''],
  ])('refuses %s %j by name', (name, value) => {
    const text = JSON.stringify({ ...image, [name]: value });
    expect(() => parseImageFile(text, 'image.json', 'backend')).toThrow(`Read image.json: "${name}" is`);
  });

  it('takes a registry digest', () => {
    const pushed = { ...image, digest: image.inputs };
    expect(parseImageFile(JSON.stringify(pushed), 'image.json', 'backend')).toEqual(pushed);
  });

  it('tags by the first 12 digits of the inputs', () => {
    expect(inputsTag(image.inputs)).toBe('inputs-abababababab');
  });
});

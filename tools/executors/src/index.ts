export { UserError, formatError } from './lib/errors';
export { ProcessError, formatFailure, run, runOrThrow, type Run, type RunOptions, type RunResult } from './lib/run';
export { ensureImageBytes, type ImageOwner } from './lib/image-bytes';
export { type Engine, hasImage } from './lib/engine';
export { type ImageFile, imageFilePath, imageTag, inputsTag, readImageFile, writeImageFile } from './lib/image-file';

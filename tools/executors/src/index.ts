export { UserError, formatError } from './lib/errors';
export { ProcessError, formatFailure, run, runOrThrow, type Run, type RunOptions, type RunResult } from './lib/run';
export { ensureImageBytes, type ImageOwner } from './lib/image-bytes';
export { type Engine, findEngine, hasImage } from './lib/engine';
export { type ImageFile, imageFilePath, imageTag, inputsTag, readImageFile, writeImageFile } from './lib/image-file';
export { type Cluster, readClusterFile } from './executors/helm-deploy/cluster-file';
export { type ImageToLoad, loadImage, readNodeImages } from './executors/helm-deploy/load';
export { nodesHave } from './executors/helm-deploy/node-images';

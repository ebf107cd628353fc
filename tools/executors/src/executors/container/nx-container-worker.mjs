/**
 * Builds one image through @nx-tools/nx-container in a process of its own: that executor lets the engine write
 * straight to its own output, so only the output of a whole process can be read, logged and explained.
 *
 * Reads { options, context } as JSON from its standard input; ends with 0 if the image was built.
 */
import { text } from 'node:stream/consumers';
import nxContainer from '@nx-tools/nx-container';

const { options, context } = JSON.parse(await text(process.stdin));
try {
  const { success } = await nxContainer.run(options, context);
  process.exitCode = success ? 0 : 1;
} catch (error) {
  console.error(error instanceof Error ? error.message : error);
  process.exitCode = 1;
}

/**
 * Builds one image through @nx-tools/nx-container in a process of its own: that executor lets the engine write
 * straight to its own output, so only the output of a whole process can be read, logged and explained.
 *
 * Reads { options, context } as JSON from its standard input, which may come later; ends with 0 if the image was
 * built, or if nothing was asked for.
 */
import { text } from 'node:stream/consumers';
import nxContainer from '@nx-tools/nx-container';

const request = await text(process.stdin);
try {
  const { options, context } = request ? JSON.parse(request) : {};
  const { success } = request ? await nxContainer.run(options, context) : { success: true };
  process.exitCode = success ? 0 : 1;
} catch (error) {
  console.error(error instanceof Error ? error.message : error);
  process.exitCode = 1;
}

import { problem } from './problem';

/** As the backend has it: more than any honest request, and little to hold in memory. */
export const MAX_BODY_BYTES = 256 * 1024;

const BODY_SECONDS = 15;

/** The whole body, null when there is none, or the answer that ends the request. */
export type ReadBody =
  | { body: Uint8Array<ArrayBuffer> | null; refusal?: undefined }
  | { body?: undefined; refusal: Response };

/**
 * Reads a body that is neither longer nor slower than honest ones. What remains of a refused one is left unread, and
 * the connection that brings it is closed after the answer.
 */
export async function readBody(
  request: Request,
  { maxBytes = MAX_BODY_BYTES, seconds = BODY_SECONDS } = {},
): Promise<ReadBody> {
  if (Number(request.headers.get('content-length') ?? 0) > maxBytes) return { refusal: refuseSize(maxBytes) };
  if (!request.body) return { body: null };
  const reader = request.body.getReader();
  const deadline = startDeadline(seconds);
  try {
    const chunks: Uint8Array[] = [];
    let length = 0;
    for (;;) {
      const part = await Promise.race([reader.read(), deadline.passed]);
      if (part === 'passed') return { refusal: refuseSlowness(seconds) };
      if (part.done) return { body: Buffer.concat(chunks) };
      length += part.value.length;
      if (length > maxBytes) return { refusal: refuseSize(maxBytes) };
      chunks.push(part.value);
    }
  } catch {
    return { refusal: refuse(400, 'Bad Request', 'The body broke off.') };
  } finally {
    deadline.cancel();
  }
}

function startDeadline(seconds: number): { passed: Promise<'passed'>; cancel: () => void } {
  let timer: NodeJS.Timeout;
  const passed = new Promise<'passed'>((resolve) => {
    timer = setTimeout(() => {
      resolve('passed');
    }, seconds * 1000);
  });
  return {
    passed,
    cancel: () => {
      clearTimeout(timer);
    },
  };
}

function refuseSize(maxBytes: number): Response {
  return refuse(413, 'Content Too Large', `The body is larger than ${maxBytes} bytes.`);
}

function refuseSlowness(seconds: number): Response {
  return refuse(408, 'Request Timeout', `The body did not arrive within ${seconds} s.`);
}

function refuse(status: number, title: string, detail: string): Response {
  return problem(status, title, detail, { headers: { Connection: 'close' } });
}

/** Alive: the process answers. Touches nothing else. */
export function GET(): Response {
  return Response.json({ status: 'alive' });
}

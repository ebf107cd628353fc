/**
 * What this application uses of Better Auth. Its other endpoints (redirects of providers, verification by e-mail, changes
 * of an account) answer 404: what nobody calls here, nobody attacks here.
 */
const ENDPOINTS: Readonly<Record<string, readonly string[]>> = {
  GET: ['/api/auth/get-session', '/api/auth/jwks'],
  POST: ['/api/auth/sign-in/email', '/api/auth/sign-up/email', '/api/auth/sign-out'],
};

/** Whether accounts have an endpoint of exactly this method and path. */
export function isOfferedEndpoint(method: string, pathname: string): boolean {
  return ENDPOINTS[method]?.includes(pathname) ?? false;
}

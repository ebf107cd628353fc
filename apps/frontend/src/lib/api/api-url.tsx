'use client';

import { createContext, type ReactNode, useContext } from 'react';

const ApiUrl = createContext('/api/backend');

/** Hands the API's address, which the server knows only when a request comes, to the components in the browser. */
export function ApiUrlProvider({ url, children }: { url: string; children: ReactNode }) {
  return <ApiUrl value={url}>{children}</ApiUrl>;
}

export function useApiUrl(): string {
  return useContext(ApiUrl);
}

import type { INetworkModule } from '@azure/msal-node';

const REQUEST_TIMEOUT = 10_000;

/** Requests to Entra with a timeout, which msal-node's own requests do not have. */
export function entraNetwork(fetchEntra: typeof fetch): INetworkModule {
  const send = async <T>(
    method: string,
    url: string,
    options: { headers?: Record<string, string>; body?: string } = {},
  ) => {
    const response = await fetchEntra(url, { method, ...options, signal: AbortSignal.timeout(REQUEST_TIMEOUT) });
    const body = (await response.json()) as T;
    return { status: response.status, headers: Object.fromEntries(response.headers), body };
  };
  return {
    sendGetRequestAsync: (url, options) => send('GET', url, options),
    sendPostRequestAsync: (url, options) => send('POST', url, options),
  };
}

import type { INetworkModule } from '@azure/msal-node';

const PATIENCE = 10_000;

/** Requests to Entra that are given up in time: those of msal-node itself wait as long as it takes. */
export function entraNetwork(request: typeof fetch): INetworkModule {
  const send = async <T>(
    method: string,
    url: string,
    options: { headers?: Record<string, string>; body?: string } = {},
  ) => {
    const answer = await request(url, { method, ...options, signal: AbortSignal.timeout(PATIENCE) });
    const body = (await answer.json()) as T;
    return { status: answer.status, headers: Object.fromEntries(answer.headers), body };
  };
  return {
    sendGetRequestAsync: (url, options) => send('GET', url, options),
    sendPostRequestAsync: (url, options) => send('POST', url, options),
  };
}

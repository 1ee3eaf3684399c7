/** The addresses of Bot Framework, Entra and Teams in one of Microsoft's clouds. */
export interface Cloud {
  /** Where users and this app sign in. */
  readonly login: string;
  readonly graph: string;
  readonly resourceManager: string;
  /** The tenant that issues tokens to multi-tenant bots. */
  readonly botTenant: string;
  /** The issuer of channels' tokens, and the audience of this app's. */
  readonly framework: string;
  readonly userTokens: string;
  /** The OpenID metadata that names the keys of channels' tokens. */
  readonly metadata: string;
  /** The metadata for the Emulator's tokens. Bot Framework requires it; tokens signed with its keys are rejected here. */
  readonly emulatorMetadata: string;
  readonly callerId: string;
  /** The hosts of channels: Teams' own, and Bot Framework's. */
  readonly hosts: readonly string[];
}

/** Names under trafficmanager.net are open to anyone, so Teams' hosts there are listed in full. */
export const clouds = {
  global: {
    login: 'https://login.microsoftonline.com',
    graph: 'https://graph.microsoft.com',
    resourceManager: 'https://management.azure.com',
    botTenant: 'botframework.com',
    framework: 'https://api.botframework.com',
    userTokens: 'https://api.botframework.com',
    metadata: 'https://login.botframework.com/v1/.well-known/openidconfiguration',
    emulatorMetadata: 'https://login.microsoftonline.com/common/v2.0/.well-known/openid-configuration',
    callerId: 'urn:botframework:azure',
    hosts: [
      'smba.trafficmanager.net',
      'smba.onyx.prod.teams.trafficmanager.net',
      'smba.infra.gcc.teams.microsoft.com',
      '*.botframework.com',
    ],
  },
  usgov: {
    login: 'https://login.microsoftonline.us',
    graph: 'https://graph.microsoft.us',
    resourceManager: 'https://management.usgovcloudapi.net',
    botTenant: 'MicrosoftServices.onmicrosoft.us',
    framework: 'https://api.botframework.us',
    userTokens: 'https://api.botframework.azure.us',
    metadata: 'https://login.botframework.azure.us/v1/.well-known/openidconfiguration',
    emulatorMetadata:
      'https://login.microsoftonline.us/cab8a31a-1906-4287-a0d8-4eef66b95f6e/v2.0/.well-known/openid-configuration',
    callerId: 'urn:botframework:azureusgov',
    hosts: ['smba.infra.gov.teams.microsoft.us', 'smba.infra.dod.teams.microsoft.us', '*.botframework.azure.us'],
  },
  china: {
    login: 'https://login.partner.microsoftonline.cn',
    graph: 'https://microsoftgraph.chinacloudapi.cn',
    resourceManager: 'https://management.chinacloudapi.cn',
    botTenant: 'microsoftservices.partner.onmschina.cn',
    framework: 'https://api.botframework.azure.cn',
    userTokens: 'https://token.botframework.azure.cn/',
    metadata: 'https://login.botframework.azure.cn/v1/.well-known/openidconfiguration',
    emulatorMetadata:
      'https://login.partner.microsoftonline.cn/a55a4d5b-9241-49b1-b4ff-befa8db00269/v2.0/.well-known/openid-configuration',
    callerId: 'urn:botframework:azurechina',
    hosts: ['frontend.botapi.msg.infra.teams.microsoftonline.cn', '*.botframework.azure.cn'],
  },
} as const satisfies Record<string, Cloud>;

// The app service: Node.js on Linux, with its settings from here and its secrets from the key vault.
param resourceBaseName string
param sku string
param subnetId string
param identityId string
param identityClientId string
param tenantId string
param signInAppId string
param provider string
param operatorName string
param operatorContact string
param vaultUri string
param location string

resource plan 'Microsoft.Web/serverfarms@2023-12-01' = {
  name: resourceBaseName
  location: location
  kind: 'linux'
  sku: {
    name: sku
  }
  properties: {
    reserved: true
  }
}

resource webApp 'Microsoft.Web/sites@2023-12-01' = {
  name: resourceBaseName
  location: location
  kind: 'app,linux'
  identity: {
    type: 'UserAssigned'
    userAssignedIdentities: {
      '${identityId}': {}
    }
  }
  properties: {
    serverFarmId: plan.id
    httpsOnly: true
    clientAffinityEnabled: false
    virtualNetworkSubnetId: subnetId
    keyVaultReferenceIdentity: identityId
    siteConfig: {
      linuxFxVersion: 'NODE|24-lts'
      appCommandLine: 'node dist/bot/main.js'
      alwaysOn: true
      healthCheckPath: '/readyz'
      minTlsVersion: '1.2'
      ftpsState: 'Disabled'
      http20Enabled: true
    }
  }

  resource settings 'config' = {
    name: 'appsettings'
    properties: {
      NODE_ENV: 'production'
      PUBLIC_URL: 'https://${webApp.properties.defaultHostName}'
      MicrosoftAppType: 'UserAssignedMSI'
      MicrosoftAppId: identityClientId
      MicrosoftAppTenantId: tenantId
      SIGN_IN_APP_ID: signInAppId
      PROVIDER: provider
      OPERATOR_NAME: operatorName
      OPERATOR_CONTACT: operatorContact
      STORE: 'postgres'
      DATABASE_URL: '@Microsoft.KeyVault(SecretUri=${vaultUri}secrets/database-url)'
      LINK_SECRET: '@Microsoft.KeyVault(SecretUri=${vaultUri}secrets/link-secret)'
      AUDIT_KEY: '@Microsoft.KeyVault(SecretUri=${vaultUri}secrets/audit-key)'
      TOKEN_KEY: '@Microsoft.KeyVault(SecretUri=${vaultUri}secrets/token-key)'
      // The deployed package is complete: it is neither built nor copied on the server.
      SCM_DO_BUILD_DURING_DEPLOYMENT: 'false'
      WEBSITE_RUN_FROM_PACKAGE: '1'
      // The product exits within half a minute of SIGTERM.
      WEBSITES_CONTAINER_STOP_TIME_LIMIT: '40'
    }
  }
}

output id string = webApp.id
output host string = webApp.properties.defaultHostName

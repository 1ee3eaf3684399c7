// The Azure resources of Purchase Desk: an app service behind an Azure Bot, a database that only the app service can reach, and a
// key vault with the secrets, which are generated here and never shown.

@minLength(4)
@maxLength(20)
@description('The base of all resource names: lower-case letters and digits')
param resourceBaseName string

@maxLength(42)
@description('The name of the bot that users see')
param botDisplayName string

@description('The app registration with which users sign in, created by aadApp/create')
param signInAppId string

@description('The provider: Microsoft 365, or a sample organisation for trying it')
@allowed(['microsoft365', 'sandbox'])
param provider string = 'microsoft365'

@description('The name of the operator, for /privacy and /terms')
param operatorName string = ''

@description('The contact of the operator: an e-mail or https address')
param operatorContact string = ''

@description('At least B1, which supports always-on and the virtual network of the database')
param webAppSku string = 'B1'

@description('The size of the database server, in the tier Burstable')
param databaseSku string = 'Standard_B1ms'

param location string = resourceGroup().location

var vaultName = 'kv-${resourceBaseName}'

resource identity 'Microsoft.ManagedIdentity/userAssignedIdentities@2023-01-31' = {
  name: resourceBaseName
  location: location
}

module network './modules/network.bicep' = {
  name: 'network'
  params: {
    resourceBaseName: resourceBaseName
    location: location
  }
}

module secrets './modules/secrets.bicep' = {
  name: 'secrets'
  params: {
    vaultName: vaultName
    readerPrincipalId: identity.properties.principalId
    location: location
  }
}

resource vault 'Microsoft.KeyVault/vaults@2023-07-01' existing = {
  name: vaultName
}

module database './modules/database.bicep' = {
  name: 'database'
  params: {
    resourceBaseName: resourceBaseName
    sku: databaseSku
    subnetId: network.outputs.databaseSubnetId
    zoneId: network.outputs.databaseZoneId
    password: vault.getSecret('database-password')
    vaultName: secrets.outputs.vaultName
    location: location
  }
}

module webApp './modules/webapp.bicep' = {
  name: 'webapp'
  params: {
    resourceBaseName: resourceBaseName
    sku: webAppSku
    subnetId: network.outputs.webAppSubnetId
    identityId: identity.id
    identityClientId: identity.properties.clientId
    tenantId: identity.properties.tenantId
    signInAppId: signInAppId
    provider: provider
    operatorName: operatorName
    operatorContact: operatorContact
    vaultUri: secrets.outputs.vaultUri
    location: location
  }
  dependsOn: [database]
}

module bot './modules/bot.bicep' = {
  name: 'bot'
  params: {
    resourceBaseName: resourceBaseName
    displayName: botDisplayName
    host: webApp.outputs.host
    identityId: identity.id
    identityClientId: identity.properties.clientId
    tenantId: identity.properties.tenantId
  }
}

// The Agents Toolkit writes these into env/.env.<environment>. None is a secret.
output AZURE_APP_SERVICE_RESOURCE_ID string = webApp.outputs.id
output BOT_ID string = identity.properties.clientId
output BOT_PRINCIPAL_ID string = identity.properties.principalId
output BOT_TENANT_ID string = identity.properties.tenantId
output PUBLIC_HOST string = webApp.outputs.host
output PUBLIC_URL string = 'https://${webApp.outputs.host}'

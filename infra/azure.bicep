// All that Purchase Desk runs on: an app service behind an Azure Bot, a database that nothing else reaches, and a vault with
// the secrets, which are made here and which nobody has to see.

@minLength(4)
@maxLength(20)
@description('What the names of all resources are made of: lower-case letters and digits')
param resourceBaseName string

@maxLength(42)
@description('What people see the bot called')
param botDisplayName string

@description('The app registration with which people sign in, made by aadApp/create')
param signInAppId string

@description('Where purchases are: Microsoft 365 itself, or a made-up organisation to try it with')
@allowed(['microsoft365', 'sandbox'])
param provider string = 'microsoft365'

@description('Who runs it, for /privacy and /terms')
param operatorName string = ''

@description('Where they can be asked: an e-mail or https address')
param operatorContact string = ''

@description('At least B1: it must always be on, and reach the database through the network')
param webAppSku string = 'B1'

@description('The database server, of the tier Burstable')
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

// The Agents Toolkit writes these into env/.env.<environment>: none is a secret.
output AZURE_APP_SERVICE_RESOURCE_ID string = webApp.outputs.id
output BOT_ID string = identity.properties.clientId
output BOT_PRINCIPAL_ID string = identity.properties.principalId
output BOT_TENANT_ID string = identity.properties.tenantId
output PUBLIC_HOST string = webApp.outputs.host
output PUBLIC_URL string = 'https://${webApp.outputs.host}'

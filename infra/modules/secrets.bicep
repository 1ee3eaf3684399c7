// The key vault, and the secrets that are generated once. Existing secrets are left as they are, because data that was signed or
// encrypted with them must stay readable.
param vaultName string

@description('The identity that may read the secrets')
param readerPrincipalId string

param location string

@secure()
param linkSecret string = '${newGuid()}${newGuid()}'

@secure()
param auditKey string = '${newGuid()}${newGuid()}'

@secure()
param tokenKey string = '${newGuid()}${newGuid()}'

// Upper-case and lower-case letters and digits, as the database server requires; no character with a meaning in a URL.
@secure()
param databasePassword string = 'Pd-${newGuid()}'

resource vault 'Microsoft.KeyVault/vaults@2023-07-01' = {
  name: vaultName
  location: location
  properties: {
    tenantId: tenant().tenantId
    sku: {
      family: 'A'
      name: 'standard'
    }
    enableRbacAuthorization: true
    // The deployment of the database reads its password from here.
    enabledForTemplateDeployment: true
    enableSoftDelete: true
    enablePurgeProtection: true
  }
}

@onlyIfNotExists()
resource linkSecretKept 'Microsoft.KeyVault/vaults/secrets@2023-07-01' = {
  parent: vault
  name: 'link-secret'
  properties: {
    value: linkSecret
  }
}

@onlyIfNotExists()
resource auditKeyKept 'Microsoft.KeyVault/vaults/secrets@2023-07-01' = {
  parent: vault
  name: 'audit-key'
  properties: {
    value: auditKey
  }
}

@onlyIfNotExists()
resource tokenKeyKept 'Microsoft.KeyVault/vaults/secrets@2023-07-01' = {
  parent: vault
  name: 'token-key'
  properties: {
    value: tokenKey
  }
}

@onlyIfNotExists()
resource databasePasswordKept 'Microsoft.KeyVault/vaults/secrets@2023-07-01' = {
  parent: vault
  name: 'database-password'
  properties: {
    value: databasePassword
  }
}

// The role Key Vault Secrets User: may only read secrets.
var secretsUser = '4633458b-17de-408a-874b-0445c86b69e6'

resource reader 'Microsoft.Authorization/roleAssignments@2022-04-01' = {
  name: guid(vault.id, readerPrincipalId, secretsUser)
  scope: vault
  properties: {
    roleDefinitionId: subscriptionResourceId('Microsoft.Authorization/roleDefinitions', secretsUser)
    principalId: readerPrincipalId
    principalType: 'ServicePrincipal'
  }
}

output vaultName string = vault.name
output vaultUri string = vault.properties.vaultUri

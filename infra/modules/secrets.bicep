// The vault, and the secrets that the product makes up once: what is there already is left as it is, for what was signed,
// sealed and encrypted with it must be read again.
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

// Capitals, small letters and digits, as the database server wants; nothing that means something in an address.
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
    // The database's deployment is given its password from here.
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

// Key Vault Secrets User: reads secrets, and nothing more.
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

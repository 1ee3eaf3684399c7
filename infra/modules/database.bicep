// PostgreSQL in the virtual network, and its address with the password in the key vault.
param resourceBaseName string
param sku string
param subnetId string
param zoneId string
param vaultName string
param location string

@secure()
param password string

resource server 'Microsoft.DBforPostgreSQL/flexibleServers@2024-08-01' = {
  name: resourceBaseName
  location: location
  sku: {
    name: sku
    tier: 'Burstable'
  }
  properties: {
    version: '17'
    administratorLogin: 'desk'
    administratorLoginPassword: password
    storage: {
      storageSizeGB: 32
      autoGrow: 'Enabled'
    }
    backup: {
      backupRetentionDays: 14
      geoRedundantBackup: 'Disabled'
    }
    network: {
      delegatedSubnetResourceId: subnetId
      privateDnsZoneArmResourceId: zoneId
      publicNetworkAccess: 'Disabled'
    }
    highAvailability: {
      mode: 'Disabled'
    }
  }

  resource desk 'databases' = {
    name: 'desk'
    properties: {
      charset: 'UTF8'
      collation: 'en_US.utf8'
    }
  }
}

resource vault 'Microsoft.KeyVault/vaults@2023-07-01' existing = {
  name: vaultName
}

resource address 'Microsoft.KeyVault/vaults/secrets@2023-07-01' = {
  parent: vault
  name: 'database-url'
  properties: {
    value: 'postgres://desk:${password}@${server.properties.fullyQualifiedDomainName}:5432/desk?sslmode=verify-full'
  }
}

// The virtual network of the app service and the database, and of no other resource.
param resourceBaseName string
param location string

resource network 'Microsoft.Network/virtualNetworks@2024-05-01' = {
  name: resourceBaseName
  location: location
  properties: {
    addressSpace: {
      addressPrefixes: ['10.39.0.0/24']
    }
    subnets: [
      {
        name: 'webapp'
        properties: {
          addressPrefix: '10.39.0.0/26'
          delegations: [
            {
              name: 'webapp'
              properties: {
                serviceName: 'Microsoft.Web/serverFarms'
              }
            }
          ]
        }
      }
      {
        name: 'database'
        properties: {
          addressPrefix: '10.39.0.64/28'
          delegations: [
            {
              name: 'database'
              properties: {
                serviceName: 'Microsoft.DBforPostgreSQL/flexibleServers'
              }
            }
          ]
        }
      }
    ]
  }

  resource webApp 'subnets' existing = {
    name: 'webapp'
  }

  resource database 'subnets' existing = {
    name: 'database'
  }
}

// The private DNS zone that resolves the server's name; its name must end like this.
resource zone 'Microsoft.Network/privateDnsZones@2020-06-01' = {
  name: '${resourceBaseName}.private.postgres.database.azure.com'
  location: 'global'

  resource link 'virtualNetworkLinks' = {
    name: resourceBaseName
    location: 'global'
    properties: {
      registrationEnabled: false
      virtualNetwork: {
        id: network.id
      }
    }
  }
}

output webAppSubnetId string = network::webApp.id
output databaseSubnetId string = network::database.id
output databaseZoneId string = zone.id

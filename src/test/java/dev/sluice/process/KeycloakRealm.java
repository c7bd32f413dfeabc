package dev.sluice.process;

/** Two people and three clients: ours, one whose tokens end soon, and a foreign one. */
final class KeycloakRealm {
  static final String JSON =
      """
      {
        "realm": "sluice", "enabled": true, "sslRequired": "none",
        "roles": {"realm": [{"name": "sluice-auditor"}]},
        "users": [
          {"username": "ann", "enabled": true, "email": "ann@example.com", "emailVerified": true,
           "firstName": "Ann", "lastName": "Example",
           "credentials": [{"type": "password", "value": "ann"}]},
          {"username": "bob", "enabled": true, "email": "bob@example.com", "emailVerified": true,
           "firstName": "Bob", "lastName": "Example", "realmRoles": ["sluice-auditor"],
           "credentials": [{"type": "password", "value": "bob"}]}
        ],
        "clients": [
          {"clientId": "app", "publicClient": true, "directAccessGrantsEnabled": true,
           "protocolMappers": [%1$s]},
          {"clientId": "brief", "publicClient": true, "directAccessGrantsEnabled": true,
           "attributes": {"access.token.lifespan": "3"}, "protocolMappers": [%1$s]},
          {"clientId": "foreign", "publicClient": true, "directAccessGrantsEnabled": true}
        ]
      }
      """
          .formatted(
              """
              {"name": "for-sluice", "protocol": "openid-connect",
               "protocolMapper": "oidc-audience-mapper",
               "config": {"included.custom.audience": "sluice", "access.token.claim": "true",
                          "id.token.claim": "false"}}
              """);

  private KeycloakRealm() {}
}

// A certified OpenID provider on this machine. Its argument is JSON: port, back (the addresses
// that it may send people back to), accounts (login → claims). It signs anyone in whose login it
// knows, whatever the password, with the pages that it brings along for development.
import Provider from "oidc-provider";

const { port, back, out, accounts } = JSON.parse(process.argv[2]);
const client = (client_id) => ({
  client_id,
  client_secret: "a secret of nothing but tests",
  redirect_uris: back,
  post_logout_redirect_uris: out,
  grant_types: ["authorization_code"],
  response_types: ["code"],
});
const provider = new Provider(`http://127.0.0.1:${port}`, {
  clients: [client("impact"), client("hasty"), client("other")],
  claims: { openid: ["sub"], profile: ["preferred_username", "roles"], email: ["email"] },
  cookies: { keys: ["a key of nothing but tests"] },
  pkce: { required: () => true },
  ttl: {
    AuthorizationCode: (_, __, { clientId }) => (clientId === "hasty" ? 1 : 60),
    AccessToken: 600,
    Grant: 600,
    IdToken: 60,
    Interaction: 600,
    Session: 600,
  },
  findAccount: (_, login) =>
    accounts[login] && {
      accountId: login,
      claims: () => ({ sub: login, ...accounts[login] }),
    },
});
provider.listen(port, "127.0.0.1", () => console.log("listening"));

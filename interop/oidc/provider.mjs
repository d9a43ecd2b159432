#!/usr/bin/env node
// An OpenID provider that we did not write (oidc-provider), dressed as one of SPID or CIE.
//
// Argument: a file of JSON with `port`, `clients` (as they are registered) and `people` (claims by account).
// Its keys are new at every start. Whoever logs in chooses a person and a level on a page without a password.
import { generateKeyPairSync } from "node:crypto";
import { readFileSync } from "node:fs";
import { createServer } from "node:http";
import Provider from "oidc-provider";

const { port, clients, people } = JSON.parse(readFileSync(process.argv[2], "utf-8"));
const ACRS = [1, 2, 3].map((level) => `https://www.spid.gov.it/SpidL${level}`);
const FISCAL = "https://attributes.eid.gov.it/fiscal_number";
const issuer = `http://127.0.0.1:${port}`;

const made = (kind, options, alg) => ({
  ...generateKeyPairSync(kind, options).privateKey.export({ format: "jwk" }),
  kid: `${alg}-${Date.now()}`,
  use: "sig",
  alg,
});

const provider = new Provider(issuer, {
  clients,
  jwks: {
    keys: [
      made("rsa", { modulusLength: 2048 }, "RS256"),
      made("ec", { namedCurve: "P-256" }, "ES256"),
      made("rsa", { modulusLength: 2048 }, "PS256"),
    ],
  },
  acrValues: ACRS,
  claims: {
    openid: ["sub"],
    acr: null,
    profile: ["given_name", "family_name", "birthdate"],
    [FISCAL]: null,
    fiscal_number: null,
  },
  cookies: { keys: ["made-up"] },
  enabledJWA: {
    idTokenEncryptionAlgValues: ["RSA-OAEP", "RSA-OAEP-256"],
    idTokenEncryptionEncValues: ["A256CBC-HS512", "A128CBC-HS256", "A256GCM"],
    userinfoEncryptionAlgValues: ["RSA-OAEP", "RSA-OAEP-256"],
    userinfoEncryptionEncValues: ["A256CBC-HS512", "A128CBC-HS256", "A256GCM"],
  },
  features: {
    devInteractions: { enabled: false },
    claimsParameter: { enabled: true },
    requestObjects: { enabled: true },
    jwtUserinfo: { enabled: true },
    encryption: { enabled: true },
  },
  findAccount: (_, id) => people[id] && { accountId: id, claims: () => ({ sub: id, ...people[id] }) },
  interactions: { url: (_, interaction) => `/interaction/${interaction.uid}` },
  ttl: { AccessToken: 600, AuthorizationCode: 60, IdToken: 600, Interaction: 600, Grant: 600, Session: 600 },
});

const page = (details) => `<!doctype html>
<html lang="en"><head><meta charset="utf-8"><title>A provider for tests</title></head>
<body><main><h1>A provider for tests</h1>
<form method="post"><p>${details.params.acr_values ?? ""}</p>
<p><label>Person <select name="person">${Object.keys(people).map((id) => `<option>${id}</option>`).join("")}</select></label></p>
<p><label>Level <select name="acr">${[ACRS[1], ACRS[0], ACRS[2]].map((acr) => `<option>${acr}</option>`).join("")}</select></label></p>
<p><button name="do" value="login">Log in</button> <button name="do" value="cancel">Cancel</button></p>
</form></main></body></html>`;

async function read(request) {
  let text = "";
  for await (const piece of request) text += piece;
  return new URLSearchParams(text);
}

async function interact(request, response) {
  const details = await provider.interactionDetails(request, response);
  if (request.method !== "POST") {
    response.setHeader("Content-Type", "text/html; charset=utf-8");
    response.end(page(details));
    return;
  }
  const form = await read(request);
  if (form.get("do") === "cancel") {
    const result = { error: "access_denied", error_description: "the person went away" };
    await provider.interactionFinished(request, response, result, { mergeWithLastSubmission: false });
    return;
  }
  const accountId = form.get("person");
  const grant = new provider.Grant({ accountId, clientId: details.params.client_id });
  grant.addOIDCScope("openid profile");
  grant.addOIDCClaims([FISCAL, "fiscal_number", "given_name", "family_name", "birthdate"]);
  const result = { login: { accountId, acr: form.get("acr") }, consent: { grantId: await grant.save() } };
  await provider.interactionFinished(request, response, result, { mergeWithLastSubmission: false });
}

const serve = provider.callback();
const server = createServer((request, response) => {
  if (!request.url.startsWith("/interaction/")) return serve(request, response);
  return interact(request, response).catch((error) => {
    response.statusCode = 500;
    response.end(String(error));
  });
});
server.listen(port, "127.0.0.1", () => console.log(`ready at ${issuer}`));

// A real authorization server (oidc-provider) on a free port. Whoever comes is kim, and kim agrees to everything.
import { createPrivateKey, generateKeyPairSync, sign } from 'node:crypto';
import { createServer } from 'node:http';
import Provider from 'oidc-provider';

const SCOPES = 'mcp:read mcp:trade';

function makeKey(kid) {
  const { privateKey } = generateKeyPairSync('ec', { namedCurve: 'P-256' });
  return { ...privateKey.export({ format: 'jwk' }), kid, use: 'sig', alg: 'ES256' };
}

/** A token that the server itself would never issue, signed with its own key. */
function forge(key, claims) {
  const part = (value) => Buffer.from(JSON.stringify(value)).toString('base64url');
  const text = `${part({ alg: 'ES256', typ: 'at+jwt', kid: key.kid })}.${part(claims)}`;
  const signature = sign('sha256', Buffer.from(text), {
    key: createPrivateKey({ key, format: 'jwk' }), dsaEncoding: 'ieee-p1363',
  });
  return `${text}.${signature.toString('base64url')}`;
}

function configuration(keys) {
  return {
    jwks: { keys },
    clients: [{
      client_id: 'robot', client_secret: 'robot-secret-of-this-test', grant_types: ['client_credentials'],
      redirect_uris: [], response_types: [],
    }],
    clientDefaults: { id_token_signed_response_alg: 'ES256' },
    scopes: ['openid', 'offline_access', ...SCOPES.split(' ')],
    ttl: { AccessToken: 600, ClientCredentials: 600, Grant: 600, Interaction: 600, Session: 600 },
    findAccount: (ctx, id) => ({ accountId: id, claims: () => ({ sub: id }) }),
    pkce: { required: () => true },
    cookies: { keys: ['only for this test'] },
    features: {
      devInteractions: { enabled: false },
      registration: { enabled: true },
      clientCredentials: { enabled: true },
      resourceIndicators: {
        enabled: true,
        useGrantedResource: () => true,
        getResourceServerInfo: (ctx, resource) => ({
          scope: SCOPES, audience: resource, accessTokenFormat: 'jwt', jwt: { sign: { alg: 'ES256' } },
        }),
      },
    },
    interactions: { url: (ctx, interaction) => `/interaction/${interaction.uid}` },
  };
}

/** What a person would do on the login and consent pages. */
async function agree(provider, request, response) {
  const { prompt, params, session, grantId } = await provider.interactionDetails(request, response);
  if (prompt.name === 'login')
    return provider.interactionFinished(request, response, { login: { accountId: 'kim' } });
  const grant = grantId ? await provider.Grant.find(grantId)
    : new provider.Grant({ accountId: session.accountId, clientId: params.client_id });
  const { missingOIDCScope = [], missingResourceScopes = {} } = prompt.details;
  grant.addOIDCScope(missingOIDCScope.join(' '));
  for (const [resource, scopes] of Object.entries(missingResourceScopes)) grant.addResourceScope(resource, scopes.join(' '));
  return provider.interactionFinished(request, response, { consent: { grantId: await grant.save() } });
}

/** {issuer, jwksUrl, token(), forged(), stop()} */
export async function startAuthorizationServer(keys = [makeKey('first')]) {
  const server = createServer();
  await new Promise((resolve) => server.listen(0, '127.0.0.1', resolve));
  const issuer = `http://127.0.0.1:${server.address().port}`;
  const provider = new Provider(issuer, configuration(keys));
  const serve = provider.callback();
  server.on('request', (request, response) => {
    if (!request.url.startsWith('/interaction/')) return serve(request, response);
    return agree(provider, request, response).catch((error) => response.writeHead(500).end(String(error)));
  });

  return {
    issuer,
    keys,
    jwksUrl: `${issuer}/jwks`,
    /** By the client credentials of a program. */
    async token({ resource, scope }) {
      const body = new URLSearchParams({ grant_type: 'client_credentials', resource, ...(scope && { scope }) });
      const answer = await fetch(`${issuer}/token`, {
        method: 'POST', body,
        headers: { authorization: `Basic ${Buffer.from('robot:robot-secret-of-this-test').toString('base64')}` },
      });
      const json = await answer.json();
      if (!json.access_token) throw new Error(`no token: ${JSON.stringify(json)}`);
      return json.access_token;
    },
    forged: (claims) => forge(keys[0], claims),
    async stop() {
      server.closeAllConnections();
      await new Promise((resolve) => server.close(resolve));
    },
  };
}

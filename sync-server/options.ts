import { isIP } from 'node:net'
import { parseArgs } from 'node:util'
import { fail, ok, type Result } from '#shared/kit/result.ts'
import type { ServerOptions } from './create-server.ts'
import type { CorsOptions } from './http/cors.ts'
import { couchdbAddress } from './relay/couchdb-address.ts'
import type { TlsFiles } from './tls-files.ts'

export interface MainOptions extends ServerOptions {
  host: string
  port: number
  /** A file with the keys of tokens. */
  tokenKeysFile: string | undefined
  tlsFiles: TlsFiles | undefined
}

export const usage = `node sync-server/main.ts [options]
node sync-server/main.ts backup --to DIR [--data DIR]

  --data DIR          data folder                      LEKAR_DATA       (data)
  --host HOST         address to listen on             LEKAR_HOST       (127.0.0.1)
  --port PORT         port                             LEKAR_PORT       (4180)
  --tls-cert FILE     certificate chain, PEM           LEKAR_TLS_CERT   (plain HTTP)
  --tls-key FILE      its private key, PEM             LEKAR_TLS_KEY    SIGHUP reads both files again
  --behind-tls        a proxy in front speaks TLS: cookies are marked Secure   LEKAR_BEHIND_TLS=1
  --insecure-http     plain HTTP for other machines: passwords can be read on the way   LEKAR_INSECURE_HTTP=1
  --workplace DIR     built workplace                  LEKAR_WORKPLACE  (dist/renderer)
  --log-level LEVEL   fatal error warn info debug silent   LEKAR_LOG_LEVEL  (info)
  --jwt-keys FILE     JSON Web Key Set: takes tokens signed with these keys    LEKAR_JWT_KEYS
  --cors-origin LIST  pages of these origins may ask, separated by commas; * for all   LEKAR_CORS_ORIGIN
  --cors-credentials  and may send cookies and passwords   LEKAR_CORS_CREDENTIALS=1
  --couchdb-url URL   keep databases in this Apache CouchDB   LEKAR_COUCHDB_URL  (none: in the data folder)
                      http://user:password@host:5984; with a password in the environment alone
  --restored          once, after a restore from a backup: stations compare everything and send what is missing
                      LEKAR_REPLICATION_HOSTS: hosts that replications may reach, by commas; all without it
                      LEKAR_OWN_SERVERS: addresses (https://couch.example:5984), by commas, to which replications bring
                      a clinic whole; elsewhere nothing goes of patients who refused
                      LEKAR_REPLICATIONS: how many run at the same time (200)
                      LEKAR_ADMIN_PASSWORD: password of the first administrator, on the first run only
                      LEKAR_METRICS_TOKEN: who shows it as a Bearer token may read /metrics`

const levels = ['fatal', 'error', 'warn', 'info', 'debug', 'silent'] as const

const known = {
  data: { type: 'string' },
  host: { type: 'string' },
  port: { type: 'string' },
  'tls-cert': { type: 'string' },
  'tls-key': { type: 'string' },
  'behind-tls': { type: 'boolean' },
  'insecure-http': { type: 'boolean' },
  workplace: { type: 'string' },
  'log-level': { type: 'string' },
  'jwt-keys': { type: 'string' },
  'cors-origin': { type: 'string' },
  'cors-credentials': { type: 'boolean' },
  'couchdb-url': { type: 'string' },
  restored: { type: 'boolean' },
  help: { type: 'boolean' },
} as const

/** Arguments before environment before defaults. The error is a line for the person at the terminal. */
export function mainOptions(
  args: string[],
  environment: Record<string, string | undefined>,
): Result<MainOptions | 'help', string> {
  let values: Record<string, string | boolean | undefined>
  try {
    values = parseArgs({ args, options: known }).values
  } catch (error) {
    return fail(error instanceof Error ? error.message : 'unknown option')
  }
  if (values.help === true) return ok('help')
  const variable = (name: string): string => `LEKAR_${name.toUpperCase().replaceAll('-', '_')}`
  const text = (name: keyof typeof known): string | undefined => {
    const value = values[name] ?? environment[variable(name)]
    return typeof value === 'string' && value !== '' ? value : undefined
  }
  const flag = (name: keyof typeof known): boolean =>
    values[name] === true || environment[variable(name)] === '1'

  const port = Number(text('port') ?? '4180')
  if (!Number.isInteger(port) || port < 0 || port > 65_535)
    return fail('--port must be a number from 0 to 65535')
  const asked = text('log-level') ?? 'info'
  const logLevel = levels.find((level) => level === asked)
  if (!logLevel) return fail(`--log-level must be one of ${levels.join(', ')}`)
  const replications = environment.LEKAR_REPLICATIONS ? Number(environment.LEKAR_REPLICATIONS) : undefined
  if (replications !== undefined && !(Number.isInteger(replications) && replications > 0))
    return fail('LEKAR_REPLICATIONS must be a number above 0')
  const ownServers = originsOf(environment.LEKAR_OWN_SERVERS)
  if (!ownServers.ok) return ownServers
  const couchdbText = text('couchdb-url')
  const couchdb = couchdbText === undefined ? undefined : couchdbAddress(couchdbText)
  if (couchdb && !couchdb.ok) return fail(`--couchdb-url: ${couchdb.error}`)
  // Everybody on the machine can read a program's arguments.
  if (values['couchdb-url'] !== undefined && couchdb?.value.authorization !== undefined)
    return fail('--couchdb-url: an address with a password goes into LEKAR_COUCHDB_URL')
  const [cert, key] = [text('tls-cert'), text('tls-key')]
  if ((cert === undefined) !== (key === undefined)) return fail('--tls-cert and --tls-key go together')
  const tlsFiles = cert !== undefined && key !== undefined ? { cert, key } : undefined
  const host = text('host') ?? '127.0.0.1'
  const behindTls = flag('behind-tls')
  if (!tlsFiles && !behindTls && !flag('insecure-http') && !isLoopback(host))
    return fail(
      `plain HTTP on ${host}: give --tls-cert and --tls-key, or --behind-tls with a proxy in front, or --insecure-http`,
    )
  const cors = corsOf(text('cors-origin'), flag('cors-credentials'))
  if (!cors.ok) return cors
  return ok({
    folder: text('data') ?? 'data',
    host,
    port,
    tlsFiles,
    behindTls,
    workplaceFolder: text('workplace'),
    logLevel,
    adminPassword: environment.LEKAR_ADMIN_PASSWORD,
    metricsToken: environment.LEKAR_METRICS_TOKEN,
    tokenKeysFile: text('jwt-keys'),
    cors: cors.value,
    couchdb: couchdb?.value,
    replication: {
      hosts: environment.LEKAR_REPLICATION_HOSTS?.split(',').map((host) => host.trim()),
      ownServers: ownServers.value,
      ...(replications === undefined ? {} : { running: replications }),
    },
    renewEpochs: values.restored === true,
  })
}

const isLoopback = (host: string): boolean =>
  host === 'localhost' || host === '::1' || (isIP(host) === 4 && host.startsWith('127.'))

function corsOf(list: string | undefined, credentials: boolean): Result<CorsOptions | undefined, string> {
  const origins = (list ?? '').split(',').flatMap((each) => (each.trim() === '' ? [] : [each.trim()]))
  if (origins.length === 0)
    return credentials ? fail('--cors-credentials needs --cors-origin') : ok(undefined)
  const wrong = origins.find((origin) => origin !== '*' && !isOrigin(origin))
  if (wrong !== undefined) return fail(`--cors-origin: ${wrong} is no origin; write https://host or *`)
  if (credentials && origins.includes('*')) return fail('--cors-credentials needs named origins, not *')
  return ok({ origins, credentials })
}

const isOrigin = (text: string): boolean => URL.canParse(text) && new URL(text).origin === text

/** Origins out of a list of addresses; a name and a password in them are left out. */
function originsOf(list: string | undefined): Result<string[], string> {
  const addresses = (list ?? '')
    .split(',')
    .map((address) => address.trim())
    .filter(Boolean)
  if (!addresses.every((address) => /^https?:/.test(address) && URL.canParse(address)))
    return fail('LEKAR_OWN_SERVERS must be addresses that begin with http:// or https://')
  return ok(addresses.map((address) => new URL(address).origin))
}

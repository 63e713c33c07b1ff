import { parseArgs } from 'node:util'
import { fail, ok, type Result } from '#shared/kit/result.ts'
import type { ServerOptions } from './create-server.ts'
import { couchdbAddress } from './relay/couchdb-address.ts'

export interface MainOptions extends ServerOptions {
  host: string
  port: number
  /** A file with the keys of tokens. */
  tokenKeysFile: string | undefined
}

export const usage = `node sync-server/main.ts [options]

  --data DIR          data folder                      LEKAR_DATA       (data)
  --host HOST         address to listen on             LEKAR_HOST       (127.0.0.1)
  --port PORT         port                             LEKAR_PORT       (4180)
  --workplace DIR     built workplace                  LEKAR_WORKPLACE  (dist/renderer)
  --log-level LEVEL   fatal error warn info debug      LEKAR_LOG_LEVEL  (info)
  --jwt-keys FILE     JSON Web Key Set: takes tokens signed with these keys    LEKAR_JWT_KEYS
  --behind-tls        a proxy in front speaks TLS: cookies are marked Secure   LEKAR_BEHIND_TLS=1
  --couchdb-url URL   keep databases in this Apache CouchDB   LEKAR_COUCHDB_URL  (none: in the data folder)
                      http://user:password@host:5984; the environment is the better place for a password
  --restored          after a restore from a backup: stations compare everything and send what is missing
                      LEKAR_ADMIN_PASSWORD: password of the first administrator, on the first run only`

const levels = ['fatal', 'error', 'warn', 'info', 'debug', 'silent'] as const

/** Arguments before environment before defaults. The error is a line for the person at the terminal. */
export function mainOptions(
  args: string[],
  environment: Record<string, string | undefined>,
): Result<MainOptions | 'help', string> {
  let values: Record<string, string | boolean | undefined>
  try {
    values = parseArgs({
      args,
      options: {
        data: { type: 'string' },
        host: { type: 'string' },
        port: { type: 'string' },
        workplace: { type: 'string' },
        'log-level': { type: 'string' },
        'jwt-keys': { type: 'string' },
        'behind-tls': { type: 'boolean' },
        'couchdb-url': { type: 'string' },
        restored: { type: 'boolean' },
        help: { type: 'boolean' },
      },
    }).values
  } catch (error) {
    return fail(error instanceof Error ? error.message : 'unknown option')
  }
  if (values.help === true) return ok('help')
  const text = (name: string, variable: string): string | undefined => {
    const value = values[name] ?? environment[variable]
    return typeof value === 'string' && value !== '' ? value : undefined
  }
  const port = Number(text('port', 'LEKAR_PORT') ?? '4180')
  if (!Number.isInteger(port) || port < 0 || port > 65_535)
    return fail('--port must be a number from 0 to 65535')
  const asked = text('log-level', 'LEKAR_LOG_LEVEL') ?? 'info'
  const logLevel = levels.find((level) => level === asked)
  if (!logLevel) return fail(`--log-level must be one of ${levels.join(', ')}`)
  const couchdbText = text('couchdb-url', 'LEKAR_COUCHDB_URL')
  const couchdb = couchdbText === undefined ? undefined : couchdbAddress(couchdbText)
  if (couchdb && !couchdb.ok) return fail(`--couchdb-url: ${couchdb.error}`)
  return ok({
    folder: text('data', 'LEKAR_DATA') ?? 'data',
    host: text('host', 'LEKAR_HOST') ?? '127.0.0.1',
    port,
    workplaceFolder: text('workplace', 'LEKAR_WORKPLACE'),
    logLevel,
    adminPassword: environment.LEKAR_ADMIN_PASSWORD,
    tokenKeysFile: text('jwt-keys', 'LEKAR_JWT_KEYS'),
    behindTls: values['behind-tls'] === true || environment.LEKAR_BEHIND_TLS === '1',
    couchdb: couchdb?.value,
    renewEpochs: values.restored === true,
  })
}

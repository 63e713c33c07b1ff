// `node sync-server/health-check.ts`: ends with 0 when the server of this machine takes work, for a container's health check.
// It asks the address that the server's environment names; the certificate is for other names than localhost.
import { request as askPlain } from 'node:http'
import { request as askSecure } from 'node:https'

const { LEKAR_HOST = '127.0.0.1', LEKAR_PORT = '4180', LEKAR_TLS_CERT } = process.env
const host = LEKAR_HOST === '0.0.0.0' || LEKAR_HOST === '::' ? 'localhost' : LEKAR_HOST
const options = { host, port: LEKAR_PORT, path: '/_up', timeout: 4000 }
const asked = LEKAR_TLS_CERT
  ? askSecure({ ...options, rejectUnauthorized: false }, (answer) => end(answer.statusCode === 200))
  : askPlain(options, (answer) => end(answer.statusCode === 200))
asked.on('timeout', () => end(false))
asked.on('error', () => end(false))
asked.end()

function end(well: boolean): void {
  process.exit(well ? 0 : 1)
}

import { execFileSync, spawn, spawnSync } from 'node:child_process'
import {
  copyFileSync,
  existsSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  writeFileSync,
} from 'node:fs'
import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { load } from 'js-yaml'
import { describe, expect, it } from 'vitest'
import { usage } from '../../sync-server/options.ts'
import { projectRoot } from '../launch/run-tool.ts'

const folder = import.meta.dirname
const read = (name: string): string => readFileSync(join(folder, name), 'utf8')
const has = (tool: string): boolean => spawnSync('sh', ['-c', `command -v ${tool}`]).status === 0

interface Service {
  image?: string
  build?: { context: string; dockerfile: string }
  restart?: string
  ports?: string[]
  volumes?: string[]
  environment?: Record<string, string>
  networks?: unknown
  depends_on?: string[] | Record<string, { condition: string }>
  read_only?: boolean
  cap_drop?: string[]
}
interface Compose {
  services: Record<string, Service>
  volumes: Record<string, unknown>
  networks?: Record<string, unknown>
}
const compose = (name: string): Compose => load(read(name)) as Compose
const inTheImage = /^(LEKAR_[A-Z_]+)/

describe('compose files', () => {
  it.each(['compose.yaml', 'compose.cluster.yaml'])('O10 name only what is there: %s', (name) => {
    const { services, volumes, networks = {} } = compose(name)
    for (const [service, settings] of Object.entries(services)) {
      if (settings.build) {
        const context = join(folder, settings.build.context)
        expect([service, existsSync(join(context, settings.build.dockerfile))]).toEqual([service, true])
      }
      for (const volume of settings.volumes ?? []) {
        const source = volume.split(':')[0]!
        if (source.startsWith('./'))
          expect(['./tls', ...readdirSync(folder).map((file) => `./${file}`)]).toContain(source)
        else expect(Object.keys(volumes)).toContain(source)
      }
      const needed = settings.depends_on ?? []
      for (const other of Array.isArray(needed) ? needed : Object.keys(needed))
        expect(Object.keys(services)).toContain(other)
      const used = Array.isArray(settings.networks) ? settings.networks : Object.keys(settings.networks ?? {})
      for (const network of used) expect(Object.keys(networks)).toContain(network)
      for (const variable of Object.keys(settings.environment ?? {}))
        if (inTheImage.test(variable)) expect(usage).toContain(variable)
    }
  })

  it('O10 give the server no more than it needs, and no plain HTTP to the outside', () => {
    for (const name of ['compose.yaml', 'compose.cluster.yaml']) {
      const { lekar } = compose(name).services
      expect(lekar).toMatchObject({ read_only: true, cap_drop: ['ALL'], restart: 'unless-stopped' })
      expect(lekar?.environment).toHaveProperty('LEKAR_TLS_CERT')
      expect(read(name)).not.toContain('INSECURE')
    }
  })

  it('O10 keep the nodes of the cluster inside: only the server has a port', () => {
    const { services, networks } = compose('compose.cluster.yaml')
    expect(networks?.inside).toEqual({ internal: true })
    const open = Object.entries(services).flatMap(([name, service]) => (service.ports ? [name] : []))
    expect(open).toEqual(['lekar'])
    const nodes = Object.keys(services).filter((name) => name.startsWith('couchdb-'))
    expect(nodes).toHaveLength(3)
    for (const node of nodes)
      expect(read('haproxy.cfg')).toContain(`server ${node} ${node}.inside:5984 check`)
  })

  it('O10 find every variable they ask for in the example of the settings', () => {
    const asked = read('compose.cluster.yaml').matchAll(/\$\{([A-Z_]+)/g)
    for (const [, name] of asked) expect(read('server.env.example')).toContain(`${name}=`)
    for (const [, name] of read('server.env.example').matchAll(/^(LEKAR_[A-Z_]+)=/gm))
      expect(usage).toContain(name)
  })
})

describe('the image', () => {
  const instructions = read('Dockerfile')
    .replaceAll('\\\n', ' ')
    .split('\n')
    .filter((line) => line !== '' && !line.startsWith('#'))
    .map((line) => line.match(/^([A-Z]+) (.*)$/)!.slice(1) as [string, string])

  it('O10 is built of files that are there, runs as nobody in particular, and says whether it is well', () => {
    const stages = instructions.flatMap(([name, rest]) =>
      name === 'FROM' ? [rest.split(' AS ')[1] ?? 'last'] : [],
    )
    expect(stages).toEqual(['build', 'packages', 'last'])
    for (const [name, rest] of instructions) {
      if (name !== 'COPY') continue
      const [from] = /--from=(\w+)/.exec(rest)?.slice(1) ?? []
      if (from) expect(stages).toContain(from)
      else
        for (const source of rest.split(' ').slice(0, -1))
          expect(existsSync(join(projectRoot, source))).toBe(true)
    }
    const last = instructions.slice(instructions.findLastIndex(([name]) => name === 'FROM'))
    const of = (wanted: string) => last.filter(([name]) => name === wanted).map(([, rest]) => rest)
    expect(of('USER')).toEqual(['10001'])
    expect(of('HEALTHCHECK')[0]).toContain('sync-server/health-check.ts')
    // A list, not a line for a shell: the server itself gets the signal to stop.
    expect(JSON.parse(of('ENTRYPOINT')[0]!)).toEqual(['node', 'sync-server/main.ts'])
    expect(existsSync(join(projectRoot, 'sync-server/health-check.ts'))).toBe(true)
  })

  it('O10 leaves data, secrets and packages of this machine outside', () => {
    for (const line of ['**/node_modules', '**/.git', '**/*.pem', '**/*.env', 'data'])
      expect(read('Dockerfile.dockerignore').split('\n')).toContain(line)
  })
})

describe('the units of systemd', () => {
  const units = readdirSync(folder).filter((file) => /\.(service|timer)$/.test(file))

  it('O10 start what is there, hardened, with files enough and again after a failure', () => {
    const unit = read('lekar.service')
    for (const line of [
      'User=lekar',
      'ProtectSystem=strict',
      'ReadWritePaths=/var/lib/lekar',
      'LimitNOFILE=65536',
      'Restart=always',
      'NoNewPrivileges=true',
    ])
      expect(unit.split('\n')).toContain(line)
    for (const [, name] of unit.matchAll(/\b(LEKAR_[A-Z_]+)=/g)) expect(usage).toContain(name)
    for (const [, path] of units.flatMap((file) => [
      ...read(file).matchAll(/\/opt\/lekar\/((?!node_modules)[\w./-]+)/g),
    ]))
      expect([path, existsSync(join(projectRoot, path!))]).toEqual([path, true])
  })

  // Needs systemd on this machine.
  it.skipIf(!has('systemd-analyze'))('O10 are what systemd understands (needs systemd-analyze)', () => {
    const copy = mkdtempSync(join(tmpdir(), 'lekar-units-'))
    for (const unit of units)
      writeFileSync(join(copy, unit), read(unit).replaceAll(/\/opt\/lekar\/node_modules\S+/g, '/bin/true'))
    const run = spawnSync('systemd-analyze', ['verify', ...units.map((unit) => join(copy, unit))], {
      encoding: 'utf8',
    })
    rmSync(copy, { recursive: true })
    expect([run.stderr.trim(), run.status]).toEqual(['', 0])
  })
})

// Needs curl, which every CouchDB image has.
describe.skipIf(!has('curl'))('joining the nodes of a cluster (needs curl)', () => {
  const joinNodes = async (state: string, refuse?: string) => {
    const asked: { action?: string; host?: string; remote_node?: string }[] = []
    const node = createServer((request, response) => {
      expect(request.headers.authorization).toBe(`Basic ${btoa('lekar:secret')}`)
      let body = ''
      request.on('data', (chunk: Buffer) => {
        body += chunk.toString()
      })
      request.on('end', () => {
        if (request.method === 'GET') return response.end(JSON.stringify({ state }))
        const step = JSON.parse(body) as { action: string }
        asked.push(step)
        response.statusCode = step.action === refuse ? 500 : 201
        return response.end('{"ok":true}')
      })
    })
    await new Promise<void>((resolve) => node.listen(0, '127.0.0.1', resolve))
    const environment = {
      ...process.env,
      COUCHDB_USER: 'lekar',
      COUCHDB_PASSWORD: 'secret',
      COUCHDB_PORT: String((node.address() as AddressInfo).port),
      FIRST: '127.0.0.1',
      OTHERS: 'couchdb-2.inside couchdb-3.inside',
    }
    const child = spawn('sh', [join(folder, 'cluster-setup.sh')], { env: environment })
    const code = await new Promise((resolve) => child.once('close', resolve))
    node.close()
    return { code, steps: asked.map((step) => [step.action, step.remote_node ?? step.host]) }
  }

  it('O10 asks each of the others in, then finishes', async () => {
    expect(await joinNodes('cluster_disabled')).toEqual({
      code: 0,
      steps: [
        ['enable_cluster', 'couchdb-2.inside'],
        ['add_node', 'couchdb-2.inside'],
        ['enable_cluster', 'couchdb-3.inside'],
        ['add_node', 'couchdb-3.inside'],
        ['finish_cluster', undefined],
      ],
    })
  })

  it('O10 does nothing twice, and stops at a node that refuses', async () => {
    expect(await joinNodes('cluster_finished')).toEqual({ code: 0, steps: [] })
    expect(await joinNodes('cluster_enabled', 'add_node')).toMatchObject({ code: 1, steps: { length: 2 } })
  })
})

// Needs the compose plugin of Docker.
const hasCompose = spawnSync('docker', ['compose', 'version']).status === 0
describe.skipIf(!hasCompose)('docker compose (needs its plugin)', () => {
  it.each(['compose.yaml', 'compose.cluster.yaml'])('O10 understands %s', (name) => {
    const copy = mkdtempSync(join(tmpdir(), 'lekar-compose-'))
    for (const file of readdirSync(folder)) copyFileSync(join(folder, file), join(copy, file))
    const settings = read('server.env.example').replaceAll(/=$/gm, '=x')
    writeFileSync(join(copy, 'server.env'), settings)
    const args = [
      'compose',
      '--env-file',
      join(copy, 'server.env'),
      '-f',
      join(copy, name),
      'config',
      '--quiet',
    ]
    execFileSync('docker', args)
    rmSync(copy, { recursive: true })
  })
})

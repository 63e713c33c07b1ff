import { existsSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { createServer, type Server } from 'node:http'
import type { AddressInfo } from 'node:net'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest'
import { importClassifiers } from './command.ts'

const clock = { now: () => Date.UTC(2026, 10, 22, 22) }
const good = 'code\tinn_ru\tinn_en\tinn_la\n1\tлизиноприл\tlisinopril\tlisinoprilum\n'
let folder: string
let said: string[]

beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'lekar-import-'))
  said = []
  const say = (text: unknown) => {
    said.push(String(text))
  }
  vi.spyOn(console, 'log').mockImplementation(say)
  vi.spyOn(console, 'error').mockImplementation(say)
  vi.spyOn(process.stdout, 'write').mockReturnValue(true)
})
afterEach(() => {
  vi.restoreAllMocks()
  rmSync(folder, { recursive: true })
})

const path = (name: string) => join(folder, name)
const write = (name: string, content: string) => {
  writeFileSync(path(name), content)
  return path(name)
}
const run = (...args: string[]) => importClassifiers(args, clock)

test('a good file is written as a pack dated by the day in Minsk', async () => {
  expect(await run(write('inn.tsv', good), '--out', path('inn.json'))).toBe(0)
  expect(JSON.parse(readFileSync(path('inn.json'), 'utf8'))).toMatchObject({
    format: 1,
    id: 'inn',
    version: '2026-11-23',
    validFrom: '2026-11-23',
    rows: [['лизиноприл', 'lisinopril', 'Lisinoprilum', '1']],
  })
  expect(said.join('\n')).toContain('1 rows read, 1 taken')
})

test('a broken file leaves the pack of yesterday alone and names the line', async () => {
  write('inn.json', 'yesterday')
  expect(await run(write('inn.tsv', `${good}2\n`), '--out', path('inn.json'))).toBe(1)
  expect(readFileSync(path('inn.json'), 'utf8')).toBe('yesterday')
  expect(readdirSync(folder)).toEqual(['inn.json', 'inn.tsv'])
  expect(said.join('\n')).toMatch(/line 3, column 1: .*\nNothing has been changed\./)
})

test('a file that is not there is no crash', async () => {
  expect(await run(path('none.tsv'), '--out', path('x.json'))).toBe(1)
  expect(said.join('\n')).toContain('ENOENT')
})

test.each([
  [['a.tsv'], 'Say --server or --out.'],
  [['--out', 'x'], 'Name one file.'],
  [['a.tsv', '--out', 'x', '--kind', 'icd-11'], '--kind is one of'],
  [['a.tsv', '--colour', 'x'], 'colour'],
  [['a.tsv', '--server', 'localhost'], '--server is an address'],
])('wrong arguments %j are answered with the usage', async (args, message) => {
  expect(await run(...args)).toBe(2)
  expect(said.join('\n')).toContain(message)
  expect(said.join('\n')).toContain('npm run import -- classifier FILE')
  expect(existsSync('x')).toBe(false)
})

describe('the server', () => {
  let server: Server
  let address: string
  let stored: { url: string; body: string } | undefined
  let putStatus: number

  beforeEach(async () => {
    stored = undefined
    putStatus = 200
    server = createServer((request, response) => {
      let body = ''
      request.on('data', (chunk) => {
        body += chunk
      })
      request.on('end', () => {
        if (request.url === '/_session') {
          if (JSON.parse(body).password !== 'right') return response.writeHead(401).end()
          return response.writeHead(200, { 'set-cookie': 'session=abc; HttpOnly' }).end('{}')
        }
        if (request.headers.cookie !== 'session=abc') return response.writeHead(401).end()
        if (putStatus === 200) stored = { url: `${request.method} ${request.url}`, body }
        return response.writeHead(putStatus).end('{}')
      })
    })
    await new Promise<void>((done) => server.listen(0, '127.0.0.1', done))
    address = `http://127.0.0.1:${(server.address() as AddressInfo).port}`
  })
  afterEach(() => new Promise((done) => server.close(done)))

  const send = (password: string) =>
    run(write('inn.tsv', good), '--server', address, '--user', 'admin', '--password', password)

  test('takes the pack under its kind from an administrator', async () => {
    expect(await send('right')).toBe(0)
    expect(stored?.url).toBe('PUT /api/reference/inn')
    expect(JSON.parse(stored?.body ?? '')).toMatchObject({
      kind: 'inn',
      rows: [['лизиноприл', 'lisinopril', 'Lisinoprilum', '1']],
    })
  })

  test.each([
    ['a wrong password', 'wrong', 200, 'wrong user name or password'],
    ['an account that is no administrator', 'right', 403, 'admin is no administrator'],
    ['a refusal', 'right', 422, 'the server answered 422'],
  ])('%s is told and stores nothing', async (_, password, status, message) => {
    putStatus = status
    expect(await send(password)).toBe(1)
    expect(stored).toBeUndefined()
    expect(said.join('\n')).toContain(message)
  })

  test('a server that does not answer is told', async () => {
    await new Promise((done) => server.close(done))
    expect(await send('right')).toBe(1)
    expect(said.join('\n')).toContain(`no answer from ${address}`)
    await new Promise<void>((done) => server.listen(0, '127.0.0.1', done))
  })
})

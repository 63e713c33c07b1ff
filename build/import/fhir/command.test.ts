import { type ChildProcess, spawn } from 'node:child_process'
import { mkdir, mkdtemp, readFile, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest'
import type { WireDocument } from '#shared/contract/couch.ts'
import { condition, patient, wholeBundle, wholeWith } from '#shared/fhir/fixtures/bundle.ts'
import { mapSound } from '#shared/fhir/fixtures/map-options.ts'
import type { FileReport } from './report.ts'

const root = join(import.meta.dirname, '../../..')
const password = 'test-admin-password'
let folder: string
let address: string
let server: ChildProcess
let cookie: string
let clinic = 0

/** Starts the real server as a process of its own on a free port. */
async function startServer(): Promise<void> {
  server = spawn(process.execPath, ['sync-server/main.ts', '--data', join(folder, 'data'), '--port', '0'], {
    cwd: root,
    env: { ...process.env, LEKAR_ADMIN_PASSWORD: password },
    stdio: ['ignore', 'pipe', 'inherit'],
  })
  let output = ''
  address = await new Promise((resolve, reject) => {
    server.on('exit', (code) => reject(new Error(`the server ended with ${code}: ${output}`)))
    server.stdout!.on('data', (chunk) => {
      output += chunk
      const found = /Lekar sync server: (http:\S+)/.exec(output)?.[1]
      if (found) resolve(found)
    })
  })
}

async function ask(method: string, path: string, body?: unknown): Promise<Response> {
  return await fetch(new URL(path, address), {
    method,
    headers: { 'content-type': 'application/json', ...(cookie ? { cookie } : {}) },
    ...(body === undefined ? {} : { body: JSON.stringify(body) }),
  })
}

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'lekar-fhir-'))
  cookie = ''
  await startServer()
  const session = await ask('POST', '/_session', { name: 'admin', password })
  cookie = session.headers.getSetCookie()[0]!.split(';')[0]!
}, 30_000)

afterAll(async () => {
  server.removeAllListeners('exit')
  const ended = new Promise((resolve) => server.once('exit', resolve))
  server.kill()
  await ended
  await rm(folder, { recursive: true, force: true })
})

let files: string
beforeEach(async () => {
  clinic += 1
  await ask('PUT', `/clinic-t${clinic}`)
  files = join(folder, `files-${clinic}`)
  await mkdir(files)
})

const put = (name: string, text: string) => writeFile(join(files, name), text)
/** The whole Bundle as another person: other addresses, other ids. */
const bundleText = (person: number, bundle: unknown = wholeBundle()) =>
  JSON.stringify(bundle, null, 1).replaceAll('00000000-0000', `${String(person).padStart(8, '0')}-0000`)

function startImport(...more: string[]): ChildProcess {
  const args = ['build/import/main.ts', 'fhir', files, '--server', address, '--clinic', `t${clinic}`]
  return spawn(process.execPath, [...args, '--password', password, ...more], { cwd: root })
}

async function runImport(...more: string[]) {
  const reportFile = join(folder, 'report.json')
  const child = startImport('--report', reportFile, ...more)
  let output = ''
  for (const stream of [child.stdout!, child.stderr!])
    stream.on('data', (chunk) => {
      output += chunk
    })
  const code = await new Promise<number | null>((resolve) => child.on('close', resolve))
  const report = JSON.parse(await readFile(reportFile, 'utf8')) as { files: FileReport[] }
  return { code, output, files: report.files }
}

async function stored(): Promise<WireDocument[]> {
  const answer = await ask('GET', `/clinic-t${clinic}/_all_docs?include_docs=true`)
  const { rows } = (await answer.json()) as { rows: { doc: WireDocument }[] }
  return rows.map(({ doc }) => doc)
}

test('a file comes once; the second time nothing is new', async () => {
  await put('a.json', bundleText(1))
  const first = await runImport()
  expect(first).toMatchObject({ code: 0, files: [{ created: { patient: 1, visit: 1 }, unchanged: 0 }] })
  const before = await stored()
  expect(before).toHaveLength(6)
  expect(await runImport()).toMatchObject({ code: 0, files: [{ created: {}, updated: {}, unchanged: 6 }] })
  expect(await stored()).toEqual(before)
})

test('a dry run counts and changes nothing', async () => {
  await put('a.json', bundleText(1))
  const { code, output, files: reports } = await runImport('--dry-run')
  expect(code).toBe(0)
  expect(reports).toMatchObject([{ created: { patient: 1 } }])
  expect(output).toContain('would come')
  expect(await stored()).toEqual([])
})

test('a changed file updates what changed, over the revision that stands there', async () => {
  await put('a.json', bundleText(1))
  await runImport()
  await put('a.json', bundleText(1, wholeWith(condition({ abatementDateTime: '2020' }))))
  expect(await runImport()).toMatchObject({
    code: 0,
    files: [{ created: {}, updated: { condition: 1 }, refused: [] }],
  })
  const changed = (await stored()).find(({ type }) => type === 'condition')
  expect(changed).toMatchObject({ abatement: '2020' })
  expect(changed?._rev).toMatch(/^2-/)
})

test('a document edited on the server is kept and named', async () => {
  await put('a.json', bundleText(1))
  await runImport()
  const card = (await stored()).find(({ type }) => type === 'patient')!
  await ask('PUT', `/clinic-t${clinic}/${card._id}`, { ...card, note: 'изменено' })
  await put('a.json', bundleText(1, wholeWith(patient({ birthDate: '1975-04-02' }))))
  const { files: reports, output } = await runImport()
  expect(reports).toMatchObject([{ updated: {}, kept: [{ id: card._id, why: 'edited-here' }] }])
  expect(output).toContain('edited here')
  expect((await stored()).find(({ type }) => type === 'patient')).toMatchObject({ note: 'изменено' })
})

describe('broken files', () => {
  test('change nothing, are named with line and column, and do not stop the others', async () => {
    await put('a-broken.json', bundleText(1).replace('"gender":', '"gender" '))
    await put('b-cut.json', bundleText(2).slice(0, 900))
    await put('c-two.json', JSON.stringify({ resourceType: 'Bundle', entry: [patient(), patient()] }))
    await writeFile(join(files, 'd-latin1.json'), Buffer.from([0x22, 0xe9, 0x22]))
    await put('e-good.json', bundleText(3))
    const { code, output } = await runImport()
    expect(code).toBe(1)
    expect(output).toMatch(/a-broken\.json: is not JSON at line 20, column 15/)
    expect(output).toMatch(/b-cut\.json: is cut off: it ends at line \d+, column \d+/)
    expect(output).toMatch(/c-two\.json: holds 2 Patients/)
    expect(output).toMatch(/d-latin1\.json: is not UTF-8/)
    expect((await stored()).filter(({ type }) => type === 'patient')).toHaveLength(1)
  })

  test('what has no place is listed by type with the reason', async () => {
    await put('a.json', bundleText(1))
    const { output } = await runImport()
    expect(output).toMatch(/1 {2}Claim: billing and insurance/)
    expect(output).toMatch(/1 {2}Practitioner: only the name is kept/)
  })
})

test('a wrong password, a missing clinic and a missing server are said in words', async () => {
  await put('a.json', bundleText(1))
  const wrong = async (...more: string[]) => {
    const { code, output } = await runImport(...more)
    expect(code).toBe(1)
    return output
  }
  expect(await wrong('--password', 'no')).toContain('wrong user name or password')
  expect(await wrong('--clinic', 'nowhere')).toContain('there is no clinic "nowhere"')
  expect(await wrong('--server', 'http://127.0.0.1:4339')).toContain('no answer from')
})

test('killed half-way no patient is half there, and run again it completes', async () => {
  const people = Array.from({ length: 40 }, (_, index) => index + 1)
  for (const person of people) await put(`${String(person).padStart(3, '0')}.json`, bundleText(person))
  const child = startImport()
  const killed = new Promise((resolve) => child.on('close', (_, signal) => resolve(signal)))
  child.stdout!.on('data', (chunk) => {
    if (/: [3-6]\d %/.test(String(chunk))) child.kill('SIGKILL')
  })
  expect(await killed).toBe('SIGKILL')

  const there = await stored()
  const patients = there.filter(({ type }) => type === 'patient')
  expect(patients.length).toBeGreaterThan(0)
  expect(patients.length).toBeLessThan(people.length)
  const ids = new Set(there.map(({ _id }) => _id))
  const recordOf = (person: number) => mapSound(JSON.parse(bundleText(person)))
  for (const person of people) {
    const { patientId, documents } = recordOf(person)
    if (!ids.has(patientId)) continue
    expect(documents.filter(({ id }) => !ids.has(id))).toEqual([])
  }

  expect(await runImport()).toMatchObject({ code: 0 })
  const expected = people.flatMap((person) => recordOf(person).documents.map(({ id }) => id))
  expect((await stored()).map(({ _id }) => _id).sort()).toEqual(expected.sort())
}, 60_000)

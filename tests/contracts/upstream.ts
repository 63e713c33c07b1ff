import { type ChildProcess, fork } from 'node:child_process'
import { join } from 'node:path'
import type { Limits } from '../../sync-server/context.ts'
import type { CouchdbAddress } from '../../sync-server/relay/couchdb-address.ts'
import { couchdbAddress } from '../../sync-server/relay/couchdb-address.ts'

export type ToUpstream =
  | { ask: 'start'; id: number; adminPassword: string; limits: Partial<Limits> | undefined }
  | { ask: 'stop'; id: number }
export type FromUpstream = { id: number; url?: string }

/** What stands as the CouchDB behind a server of a test. */
export interface Upstream {
  /** With name and password. */
  url: string
  address: CouchdbAddress
  stop(): Promise<void>
}

const adminPassword = 'the-secret-of-the-couchdb'
let child: ChildProcess | undefined
let count = 0
const ended: (() => void)[] = []

/** A server of ours in the process that stands as the CouchDB of this test file; its limits are those of the test. */
export async function startUpstream(limits: Partial<Limits> | undefined): Promise<Upstream> {
  child ??= forked()
  const id = ++count
  const { url } = await asked(child, { ask: 'start', id, adminPassword, limits })
  const withPassword = url!.replace('//', `//admin:${adminPassword}@`)
  return {
    url: withPassword,
    address: addressOf(withPassword),
    stop: async () => void (await asked(child!, { ask: 'stop', id })),
  }
}

function forked(): ChildProcess {
  const process = fork(join(import.meta.dirname, 'upstream-process.ts'), { execArgv: [] })
  process.once('exit', () => {
    for (const tell of ended) tell()
  })
  process.unref()
  process.channel?.unref()
  return process
}

function asked(process: ChildProcess, message: ToUpstream): Promise<FromUpstream> {
  return new Promise((resolve, reject) => {
    process.channel?.ref()
    const listen = (answer: FromUpstream): void => {
      if (answer.id !== message.id) return
      process.off('message', listen)
      process.channel?.unref()
      resolve(answer)
    }
    process.on('message', listen)
    ended.push(() => reject(new Error('the process of the upstream ended')))
    process.send(message)
  })
}

let realIsTaken = false

/** The CouchDB that `LEKAR_COUCHDB_URL` names, for one server at a time. It must be empty: the tests remove what they find. */
export async function takeCouchdb(text: string): Promise<Upstream | undefined> {
  if (realIsTaken) return undefined
  realIsTaken = true
  const address = addressOf(text)
  const ask = async (method: string, path: string): Promise<unknown> => {
    const headers = address.authorization === undefined ? {} : { authorization: address.authorization }
    return (await fetch(address.shown + path, { method, headers })).json()
  }
  const left = ((await ask('GET', '/_all_dbs')) as string[]).filter((name) => !name.startsWith('_'))
  if (left.length > 0)
    throw new Error('the CouchDB of LEKAR_COUCHDB_URL is not empty: give the tests one of their own')
  return {
    url: text,
    address,
    async stop() {
      for (const name of (await ask('GET', '/_all_dbs')) as string[])
        if (!name.startsWith('_')) await ask('DELETE', `/${encodeURIComponent(name)}`)
      realIsTaken = false
    },
  }
}

function addressOf(text: string): CouchdbAddress {
  const address = couchdbAddress(text)
  if (!address.ok) throw new Error(address.error)
  return address.value
}

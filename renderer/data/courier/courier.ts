import { AppError } from '#shared/errors/app-error.ts'
import type { CourierControl } from '../controls/courier-control.ts'
import type { OpenOptions } from '../options.ts'
import type { Replication } from '../replication/replication.ts'
import type { OpenDatabase } from '../storage/open-database.ts'
import { storageError } from '../storage/storage-error.ts'
import type { CourierDesk } from './courier-desk.ts'
import { createCourierLog } from './courier-log.ts'
import { createExchangeStore } from './exchange-store.ts'
import { createFileReading } from './read-courier-file.ts'
import { createWhatTheServerHas } from './what-the-server-has.ts'
import { createFileWriting } from './write-courier-file.ts'

interface Parts extends Pick<CourierDesk, 'conflictHandlers' | 'trace' | 'past' | 'files'> {
  database: OpenDatabase
  options: OpenOptions
  sync: Pick<Replication, 'watchStates' | 'leads' | 'serverStates' | 'epoch'>
}

/** The same changes as the replication carries, by files: what each other station is known to have is kept here. */
export function createCourier({ database, options, sync, ...given }: Parts): CourierControl {
  const { collections, local } = database
  const { clinicId, stationId, context } = options
  const desk: CourierDesk = {
    ...given,
    ...{ clinicId, stationId, context, collections },
    exchange: createExchangeStore(database.exchange),
    log: createCourierLog(local),
    server: createWhatTheServerHas(sync, given.files),
  }
  const write = createFileWriting(desk)
  const read = createFileReading(desk)
  const secretKey = (name: string): string => `courier/secret/${name}`
  return {
    secrets: {
      get: async (name) => local.get<{ value: string }>(secretKey(name))?.value,
      set: (name, value) => local.put(secretKey(name), { value }),
    },
    peers: desk.log.watchPeers(),
    write: (...given) => asStorage(here().then(() => write(...given))),
    read: (...given) => asStorage(here().then(() => read(...given))),
  }

  /** Another window knows what the server has: without that a file would meet the documents here without a base. */
  async function here() {
    if (!(await sync.leads())) throw new AppError('courier.other-window')
  }
}

const asStorage = <T>(work: Promise<T>): Promise<T> =>
  work.catch((cause: unknown) => {
    throw storageError(cause)
  })

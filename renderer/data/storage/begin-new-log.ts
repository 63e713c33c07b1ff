import { settled } from './settled.ts'

const name = 'lekar-log-end'

/**
 * Promise: a kill or a power cut costs no more than the write that it interrupted. Chromium, and with it Edge and
 * Electron, appends all writes of an origin to one log. A kill in the middle of an append leaves a piece of a record at
 * its end. The next start passes over the piece and appends behind it; the start after that then takes the whole store
 * for damaged and deletes it (docs/adr/0030). Deleting a database makes the browser put everything into tables and begin
 * a new log: one is made for that and deleted before anything else is written.
 * @param limitMs another window that was put to sleep in the middle of the same must not hold this one for longer
 */
export function beginNewLog(factory: IDBFactory, limitMs = 3000): Promise<void> {
  return new Promise((resolve, reject) => {
    const limit = setTimeout(resolve, limitMs)
    makeAndDelete(factory)
      .then(resolve, reject)
      .finally(() => clearTimeout(limit))
  })
}

async function makeAndDelete(factory: IDBFactory): Promise<void> {
  const database = await settled(factory.open(name))
  database.close()
  await settled(factory.deleteDatabase(name))
}
